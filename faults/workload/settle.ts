import type { Sight } from "../history/entry.ts";
import type { Recorder } from "../history/recorder.ts";
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
  /** what the database holds of a conversation */
  dump: (match: string) => Sight[] | Promise<Sight[]>;
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
export async function settle({ url, dump, recorder, pairs, seats }: SettleOptions): Promise<void> {
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
    const stored = await dump(match);
    recorder.note({ what: "final", observer: "the database", whole: true, match, sights: stored });
    const messages = stored.filter(({ content }) => content !== null).map(({ seq }) => seq);
    await converge({ recorder, match, messages, seats: seats.filter(({ pair }) => pair.match === match) });
  }
}

interface Converging {
  recorder: Recorder;
  match: string;
  /** positions of all messages, ascending */
  messages: readonly number[];
  seats: readonly Seat[];
}

async function converge({ recorder, match, messages, seats }: Converging): Promise<void> {
  const head = messages.at(-1) ?? 0;
  const late = new Set(seats.map(({ talker }) => talker));
  for (const { device } of late) recorder.note({ what: "awaited", device, match, head, within: CONVERGE_MS });
  const look = () => {
    for (const talker of late) {
      if (!showsAll(talker.shown(match), messages)) continue;
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

/** From the oldest that is loaded on. What is last may be an own message that was answered before the others are there. */
function showsAll(shown: readonly Sight[], messages: readonly number[]): boolean {
  const seqs = new Set(shown.map(({ seq }) => seq));
  const oldest = Math.min(...seqs, messages.at(-1) ?? 0);
  return messages.every((seq) => seq < oldest || seqs.has(seq));
}
