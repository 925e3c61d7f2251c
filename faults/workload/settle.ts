import type { Recorder } from "../history/recorder.ts";
import { dumpConversation } from "./database-dump.ts";
import type { Pair } from "./pairs.ts";
import { readAll } from "./read-all.ts";
import type { Talker } from "./talker.ts";
import { waitUntil } from "./wait-until.ts";

export interface Seat {
  talker: Talker;
  pair: Pair;
}

interface SettleOptions {
  url: string;
  directory: string;
  recorder: Recorder;
  pairs: readonly Pair[];
  seats: readonly Seat[];
}

/** The longest back-off of the client is 30 s, and more than one message may wait for it. */
const DRAIN_MS = 180_000;
/** G8: 30 s and a round trip, which on a machine that does much else takes its time. */
const CONVERGE_MS = 45_000;

/**
 * After the faults have ended: waits until everything that was written has an outcome, then until every screen shows
 * everything, and notes what the screens, a fresh client and the file itself hold.
 */
export async function settle({ url, directory, recorder, pairs, seats }: SettleOptions): Promise<void> {
  const waiting = () => seats.filter(({ talker }) => talker.unsent() > 0);
  await waitUntil(() => waiting().length === 0, {
    within: DRAIN_MS,
    what: () =>
      `everything sent by ${waiting().map(({ talker }) => `${talker.device} (${talker.unsent()} left)`)}`,
  });
  for (const { match, people } of pairs) {
    const [{ id: user, token }] = people;
    const sights = await readAll(match, { url, token, recorder, device: "a fresh client", user });
    recorder.note({ what: "final", observer: "a fresh client", whole: true, match, sights });
    const dump = dumpConversation(directory, match);
    recorder.note({ what: "final", observer: "the database", whole: true, match, sights: dump });
    const head = dump.findLast(({ content }) => content !== null)?.seq ?? 0;
    await converge({ recorder, match, head, seats: seats.filter(({ pair }) => pair.match === match) });
  }
}

interface Converging {
  recorder: Recorder;
  match: string;
  head: number;
  seats: readonly Seat[];
}

async function converge({ recorder, match, head, seats }: Converging): Promise<void> {
  const late = new Set(seats.map(({ talker }) => talker));
  for (const { device } of late) recorder.note({ what: "awaited", device, match, head, within: CONVERGE_MS });
  const look = () => {
    for (const talker of late) {
      if ((talker.shown(match).at(-1)?.seq ?? 0) < head) continue;
      recorder.note({ what: "reached", device: talker.device, match, head });
      late.delete(talker);
    }
    return late.size === 0;
  };
  // Who is late is a violation of I8, which the checker names.
  await waitUntil(look, { within: CONVERGE_MS, what: "convergence" }).catch(() => undefined);
  for (const { talker } of seats) {
    const sights = talker.shown(match);
    recorder.note({ what: "final", observer: talker.device, whole: false, match, sights });
  }
}
