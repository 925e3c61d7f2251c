/**
 * `npm run bench:catch-up`: how soon everything is there after an outage, and what it costs to ask when nothing is new.
 *
 * Measures: the client engine that ships, in one Node process, against the whole server with SQLite, both on this machine.
 * The person has 5 000 conversations. While their network is away, others write; the clock runs from the moment it is back
 * until the engine's state, which is what the screen draws, holds everything.
 * Does not measure: a network, a browser's painting, other people's load.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ChatState } from "../lib/chat-state.ts";
import { Engine } from "./catch-up/engine.ts";
import { Gate } from "./catch-up/gate.ts";
import { type Conversation, meet, say } from "./catch-up/others.ts";
import { measureQuietSync } from "./catch-up/quiet-sync.ts";
import { ours } from "./contenders/ours.ts";
import { ServerProcess } from "./contenders/server-process.ts";
import { describeEnvironment } from "./machine/environment.ts";
import { quantile } from "./stats/quantile.ts";

const CONVERSATIONS = 5_000;
const MISSED = 1_000;
const NEWS = 200;

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const rounds = Number(values.rounds);
const directory = await mkdtemp(join(tmpdir(), "bench-catch-up-"));
const gate = await Gate.build();
let server = await ServerProcess.start({ ...ours, directory });
try {
  const me = await ours.signUp(server.url, 1);
  await server.stop();
  const all = await meet(directory, me.id, CONVERSATIONS);
  const [open, ...others] = all;
  if (open === undefined) throw new Error("There is no conversation");
  server = await ServerProcess.start({ ...ours, directory });
  const sync = await measureQuietSync(server, me.token);

  gate.open(server.url);
  const engine = new Engine(gate, me.token);
  await engine.chat.actions.start();
  engine.chat.actions.openConversation(open.match.id);
  await engine.until((state) => isShown(state, open, 1) && state.connection === "online");
  const missed: number[] = [];
  const news: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    missed.push(await outage(engine, { tell: [open], count: MISSED }));
    news.push(await outage(engine, { tell: others.slice(0, NEWS), count: 1 }));
  }
  engine.chat.close();
  report("1 000 missed events of one conversation", missed, 1_000);
  report("200 conversations with news", news, 2_000);
  const { cpuMilliseconds, bytes } = sync;
  console.log(
    `Nothing new among ${CONVERSATIONS} conversations: ${cpuMilliseconds.toFixed(3)} ms of server CPU (at most 2), ${bytes} bytes (at most 2048)`,
  );
  const { cpu, cores, node, commit } = describeEnvironment(false);
  console.log(`${cores} cores of ${cpu}, Node ${node}, commit ${commit}`);
} finally {
  gate.close();
  await server.stop();
  await rm(directory, { recursive: true });
}

/** @returns milliseconds from the network's return until everything that these others wrote meanwhile is there */
async function outage(
  engine: Engine,
  { tell, count }: { tell: readonly Conversation[]; count: number },
): Promise<number> {
  gate.shut();
  engine.networkChanged();
  await engine.until(({ connection }) => connection !== "online");
  await server.stop();
  await say(directory, tell, count);
  server = await ServerProcess.start({ ...ours, directory });
  gate.open(server.url);
  const back = performance.now();
  engine.networkChanged();
  const shownAt = await engine.until((state) => tell.every((one) => isShown(state, one, count)));
  await engine.until(({ connection }) => connection === "online");
  return shownAt - back;
}

/** The newest so many messages: in the transcript of the open conversation, the last one in the list of the others. */
function isShown({ list, conversations }: ChatState, { match, head }: Conversation, count: number): boolean {
  const items = conversations.get(match.id)?.items;
  if (items !== undefined) return items.at(-1)?.seq === head && items.at(-count)?.seq === head - count + 1;
  return list.entries.some((entry) => entry.match.id === match.id && entry.match.lastMessage?.seq === head);
}

function report(what: string, milliseconds: readonly number[], bound: number): void {
  const [median, worst] = [0.5, 1].map((q) => quantile(milliseconds, q).toFixed(0));
  console.log(
    `${what}: median ${median} ms, worst ${worst} ms of ${rounds} after the network is back (at most ${bound})`,
  );
}
