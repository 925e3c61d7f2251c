import { useEffect } from "react";
import { useAnnouncer } from "../announcer/announcer";
import { useNewVersion } from "./use-new-version";

/** A new version of the app is there for whoever wants it: said once, quietly, and in nobody's way (U82). */
export function VersionNotice() {
  const isThere = useNewVersion();
  const { say } = useAnnouncer();
  useEffect(() => {
    const text = "A new version is ready.";
    if (isThere) say({ topic: "version", text, many: () => text });
  }, [isThere, say]);
  if (!isThere) return null;
  return (
    <section
      aria-label="New version"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-5 py-3 text-sm"
    >
      <p className="flex-1 text-ink-2">A new version is ready.</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Reload
      </button>
    </section>
  );
}
