import { rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { ServerProcess } from "../contenders/server-process.ts";
import { personAt, type Template } from "../contenders/template.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { Crew } from "../load/crew.ts";
import { type Lane, lanesOf, SocketSends } from "../load/socket-sends.ts";
import { Texts } from "../load/texts.ts";
import { type Random, seededRandom } from "../stats/seeded-random.ts";
import type { Setting } from "./arena.ts";

const IN_FLIGHT = 64;
const SHORTEST_MS = 20;
const LONGEST_MS = 300;
const PAGE = 200;
const PAIRS = 8;
const TEXT_BYTES = 100;
/** More than a server can take before it is killed. */
const NUMBERS_PER_KILL = 100_000;

const Page = z.object({
  events: z.array(z.object({ seq: z.number(), content: z.string().optional() })),
  hasMore: z.boolean(),
});

export interface CrashResult {
  kills: number;
  acknowledged: number;
  /** acknowledged and not there after the restart */
  lost: number;
  /** there more than once */
  doubled: number;
  /** places in a log at which a number was missing */
  gaps: number;
}

interface Attempt {
  setting: Setting;
  random: Random;
  /** counts from 0 */
  kill: number;
  /** texts */
  acknowledged: Set<string>;
}

/**
 * W8: kills the server with SIGKILL at random moments under load and starts it again on the same files; at the end looks
 * for every message that was ever acknowledged. A page cache survives SIGKILL: this proves the order of commit and
 * acknowledgement, not that the disk flushes.
 */
export async function measureCrashes(setting: Setting, kills: number): Promise<CrashResult> {
  const directory = await setting.ours.copy();
  const random = seededRandom(8);
  const acknowledged = new Set<string>();
  for (let kill = 0; kill < kills; kill += 1)
    await crashOnce(await start(directory, setting), { setting, random, kill, acknowledged });
  const server = await start(directory, setting);
  const stored = await readAll(server, setting.ours);
  await server.stop();
  await rm(directory, { recursive: true });
  const copies = [...acknowledged].map((text) => stored.copies.get(text) ?? 0);
  return {
    kills,
    acknowledged: acknowledged.size,
    lost: copies.filter((count) => count === 0).length,
    doubled: copies.filter((count) => count > 1).length,
    gaps: stored.gaps,
  };
}

function start(directory: string, { ours, serverPrefix }: Setting): Promise<ServerProcess> {
  return ServerProcess.start({ ...ours.contender, directory, prefix: serverPrefix });
}

async function crashOnce(server: ServerProcess, attempt: Attempt): Promise<void> {
  const { population } = attempt.setting.ours;
  const crew = await Crew.assemble(() => server.url, population, {
    devicesOf: (place) => (place < PAIRS * 2 ? 1 : 0),
    joined: [],
    firstNumber: attempt.kill * NUMBERS_PER_KILL,
  });
  const lanes = lanesOf(crew, PAIRS);
  const texts = Texts.ofLength(TEXT_BYTES);
  const fallback: Lane = { conversation: 0, sender: 0, recipient: 1 };
  const nextLane = () => lanes[Math.floor(attempt.random() * lanes.length)] ?? fallback;
  const sends = new SocketSends({ crew, texts, nextLane, expected: () => ({}) });
  const { onAcknowledged } = crew;
  crew.onAcknowledged = (number) => {
    attempt.acknowledged.add(texts.text(number));
    onAcknowledged(number);
  };
  const load = closedLoop(sends, IN_FLIGHT, LONGEST_MS);
  await delay(SHORTEST_MS + attempt.random() * (LONGEST_MS - SHORTEST_MS));
  await server.stop("SIGKILL");
  await load;
  crew.close();
}

/** Every message that the server has, by its text, and how many numbers its logs lack. */
async function readAll(
  server: ServerProcess,
  { population }: Template,
): Promise<{ copies: Map<string, number>; gaps: number }> {
  const copies = new Map<string, number>();
  let gaps = 0;
  for (const { matchId, members } of population.conversations.slice(0, PAIRS)) {
    const { token } = personAt(population, members[0]);
    let after = 0;
    for (let more = true; more; ) {
      const answer = await fetch(
        `${server.url}/api/messages/${matchId}/events?after=${after}&limit=${PAGE}`,
        {
          headers: { authorization: `Bearer ${token}` },
        },
      );
      const page = Page.parse(await answer.json());
      for (const { seq, content = "" } of page.events) {
        if (seq !== after + 1) gaps += 1;
        after = seq;
        copies.set(content, (copies.get(content) ?? 0) + 1);
      }
      more = page.hasMore;
    }
  }
  return { copies, gaps };
}
