import type { Match, User } from "@duologue/protocol/models";
import { dayLabel } from "@/lib/format-day";
import { Avatar } from "../avatar";
import { reader } from "../when/reader";

interface MatchCardProps {
  match: Match;
  me: User | undefined;
  /** nobody has written yet */
  untouched: boolean;
}

/** The first thing in every history: who, since when, and something to begin with (U15, U92). */
export function MatchCard({ match, me, untouched }: MatchCardProps) {
  const { peer } = match;
  return (
    <section
      aria-label="Your match"
      className="mx-auto mb-2 flex max-w-sm flex-col items-center px-6 pt-10 pb-4 text-center"
    >
      <div className="voices">
        {me !== undefined && <Avatar user={me} size="lg" />}
        <Avatar user={peer} size="lg" />
      </div>
      <p className="anywhere mt-4 text-lg font-bold">
        You and <bdi>{peer.name}</bdi>
      </p>
      <p className="mt-1 text-sm text-ink-3">
        Matched · <time dateTime={match.createdAt}>{dayLabel(match.createdAt, Date.now(), reader())}</time>
      </p>
      {peer.bio !== null && peer.bio !== "" && (
        <p dir="auto" className="anywhere mt-4 whitespace-pre-line text-ink-2">
          {peer.bio}
        </p>
      )}
      {untouched && (
        <p className="mt-6 text-balance text-ink-2">
          Nothing has been said yet. A question is a good beginning.
        </p>
      )}
    </section>
  );
}
