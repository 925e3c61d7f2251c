import { type ReactNode, useEffect, useState } from "react";

interface DeferredProps<Part> {
  /** Fetches the code; always the same function. */
  load: () => Promise<Part>;
  /** It could not be fetched. Close the part, so that asking once more tries once more. */
  onFail: () => void;
  children: (part: Part) => ReactNode;
}

/** A part of the screen whose code is fetched when it is first shown, to keep it out of the first load. */
export function Deferred<Part>({ load, onFail, children }: DeferredProps<Part>) {
  const [loaded, setLoaded] = useState<{ part: Part }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once for each time it is shown
  useEffect(() => {
    let shown = true;
    load().then(
      (part) => shown && setLoaded({ part }),
      () => shown && onFail(),
    );
    return () => {
      shown = false;
    };
  }, []);
  return loaded === undefined ? null : children(loaded.part);
}
