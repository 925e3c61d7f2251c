import type { Match } from "@duologue/protocol/models";
import { X } from "lucide";
import Link from "next/link";
import { useEffect } from "react";
import { useAnnouncer } from "../announcer/announcer";
import { Avatar } from "../avatar";
import { Icon } from "../icon";
import { isolate } from "../isolate";

/** A like that was mutual: said at once, with the way to the conversation. */
export function MatchNotice({ match, onDismiss }: { match: Match; onDismiss: () => void }) {
  const { say } = useAnnouncer();
  const { name } = match.peer;
  useEffect(() => {
    const text = `It is mutual. You and ${isolate(name)} can write to each other now.`;
    say({ topic: "match", text, many: (count) => `${count} new matches` });
  }, [name, say]);
  return (
    <section aria-label="New match" className="rise mt-6 flex gap-4 rounded-card bg-wash p-4 md:p-5">
      <Avatar user={match.peer} size="lg" />
      <div className="min-w-0 flex-1">
        <p className="anywhere">
          <span className="font-bold">It is mutual.</span> You and <bdi>{name}</bdi> can write to each other
          now.
        </p>
        <Link href={`/messages?with=${match.id}`} className="button button-primary mt-3">
          Write<span className="sr-only"> to {isolate(name)}</span>
        </Link>
      </div>
      <button type="button" aria-label="Dismiss" className="icon-button -me-2 -mt-2" onClick={onDismiss}>
        <Icon of={X} size={18} />
      </button>
    </section>
  );
}
