import type { Match, User } from "@duologue/protocol/models";
import { dayLabel } from "@/lib/format-day";
import { Avatar } from "../avatar";
import { reader } from "../when/reader";
import { OPENERS } from "./openers";

interface MatchCardProps {
  match: Match;
  me: User;
  /** nobody has written yet, and one may */
  untouched: boolean;
  /** takes an opener into the composer */
  onOpener: (opener: string) => void;
}

/** The first thing in every history: who, since when, and something to begin with (U15, U92). */
export function MatchCard({ match, me, untouched, onOpener }: MatchCardProps) {
  const { peer } = match;
  return (
    <section
      aria-label="Your match"
      className="mx-auto mb-2 flex max-w-sm flex-col items-center px-6 pt-10 pb-4 text-center"
    >
      <div className="voices">
        <Avatar user={me} size="lg" />
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
        <>
          <p className="mt-8 text-ink-2">Nothing has been said yet. Begin with a question:</p>
          <ul className="mt-3 flex flex-col items-center gap-2">
            {OPENERS.map((opener) => (
              <li key={opener}>
                <button type="button" className="opener" onClick={() => onOpener(opener)}>
                  {opener}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
