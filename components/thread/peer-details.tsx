import type { Match } from "@duologue/protocol/models";
import { dayLabel } from "@/lib/format-day";
import { Avatar } from "../avatar";
import { reader } from "../when/reader";

/** Who the peer is and how long the two have known each other. */
export function PeerDetails({ match, onEnd }: { match: Match; onEnd: () => void }) {
  const { peer } = match;
  return (
    <div className="flex flex-col items-center px-6 pt-4 pb-8 text-center">
      <Avatar user={peer} size="xl" />
      <p className="anywhere mt-4 text-lg font-bold">
        <bdi>{peer.name}</bdi>
      </p>
      <p className="mt-1 text-sm text-ink-3">Matched · {dayLabel(match.createdAt, Date.now(), reader())}</p>
      {peer.bio !== null && peer.bio !== "" && (
        <p dir="auto" className="anywhere mt-5 whitespace-pre-line text-ink-2">
          {peer.bio}
        </p>
      )}
      {match.status === "open" && (
        <button type="button" className="button mt-8 text-danger" onClick={onEnd}>
          End match…
        </button>
      )}
    </div>
  );
}
