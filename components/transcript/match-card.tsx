import type { Match, User } from "@duologue/protocol/models";
import { dayLabel } from "@/lib/format-day";
import { Avatar } from "../avatar";
import { reader } from "../when/reader";

/** The first thing in every history: who, since when, and something to begin with (U15, U92). */
export function MatchCard({ match, me }: { match: Match; me: User | undefined }) {
  const { peer } = match;
  return (
    <section
      aria-label="Your match"
      className="mx-auto mt-8 mb-2 max-w-sm rounded-card border border-line px-6 py-6 text-center"
    >
      <div className="flex justify-center -space-x-3">
        {me !== undefined && <Avatar user={me} size="lg" />}
        <Avatar user={peer} size="lg" />
      </div>
      <p className="mt-4 text-lg font-bold">
        You and <bdi>{peer.name}</bdi>
      </p>
      <p className="mt-1 text-sm text-ink-3">
        Matched · <time dateTime={match.createdAt}>{dayLabel(match.createdAt, Date.now(), reader())}</time>
      </p>
      {peer.bio !== null && peer.bio !== "" && (
        <p dir="auto" className="anywhere mt-4 text-base whitespace-pre-line text-ink-2">
          {peer.bio}
        </p>
      )}
    </section>
  );
}
