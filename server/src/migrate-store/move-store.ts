import { copyAccounts } from "./copy-accounts.ts";
import { copyMatch } from "./copy-match.ts";
import { copyPeople } from "./copy-people.ts";
import type { Progress } from "./progress.ts";
import { openSource, type Source } from "./source.ts";
import { openTarget, type Target } from "./target.ts";
import { verifyMatch } from "./verify-match.ts";

const PEOPLE_AT_ONCE = 200;
const MATCHES_AT_ONCE = 16;

interface MoveOptions {
  dataDir: string;
  mongodbUrl: string;
  progress: Progress;
}

/**
 * Copies everything from the data directory of a server that is stopped into an empty database, and compares it. Each
 * piece may be copied again without harm, and how far it came is kept in the database: killed at any point, it goes on
 * from there when it is run again. Until it has ended no node serves the database; the directory is only read. The
 * database has an epoch of its own, so clients begin anew (G7, G15).
 *
 * @throws MoveError, or what keeps either of them from being used
 */
export async function moveStore({ dataDir, mongodbUrl, progress }: MoveOptions): Promise<void> {
  const source = await openSource(dataDir);
  try {
    const target = await openTarget(mongodbUrl, source);
    try {
      await copy({ source, target, progress });
      await copyAccounts(dataDir, target, progress);
      await verify({ source, target, progress });
      await target.finish();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

interface Move {
  source: Source;
  target: Target;
  progress: Progress;
}

async function copy({ source, target, progress }: Move): Promise<void> {
  const { people, matches } = source.counts;
  await inPieces({
    next: (after) => source.peopleAfter(after, PEOPLE_AT_ONCE),
    from: await target.reached("people"),
    async take(piece, done) {
      await copyPeople(piece, source, target);
      await target.reach("people", piece.at(-1)?.key ?? 0);
      progress.report("people", done, people);
    },
  });
  await inPieces({
    next: (after) => source.matchesAfter(after, MATCHES_AT_ONCE),
    from: await target.reached("matches"),
    async take(piece, done) {
      await Promise.all(piece.map((placed) => copyMatch(placed, source, target)));
      await target.reach("matches", piece.at(-1)?.key ?? 0);
      progress.report("conversations", done, matches);
    },
  });
}

async function verify({ source, target, progress }: Move): Promise<void> {
  await inPieces({
    next: (after) => source.matchesAfter(after, MATCHES_AT_ONCE),
    from: 0,
    async take(piece, done) {
      await Promise.all(piece.map(({ match }) => verifyMatch(match, source.store, target.store)));
      progress.report("conversations compared", done, source.counts.matches);
    },
  });
}

interface Pieces<Keyed extends { key: number }> {
  next: (after: number) => readonly Keyed[];
  from: number;
  take: (piece: readonly Keyed[], done: number) => Promise<void>;
}

async function inPieces<Keyed extends { key: number }>({ next, from, take }: Pieces<Keyed>): Promise<void> {
  let after = from;
  // Keys begin with 1 and have no holes: what was taken before is as many.
  let done = from;
  for (let piece = next(after); piece.length > 0; piece = next(after)) {
    done += piece.length;
    after = piece.at(-1)?.key ?? after;
    await take(piece, done);
  }
}
