import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Latencies } from "../stats/latencies.ts";
import { type Random, seededRandom } from "../stats/seeded-random.ts";
import { type HistoryStore, PAGE_LIMIT, readNaive, readOurs } from "./history-stores.ts";

/** Pages are drawn from this many neighbouring places, so that no single page is read again and again. */
const SPREAD = 2_000;
const QUIET_LENGTH = 1_000;
const READ_BYTES = 1_048_576;
/** The naive server needs milliseconds for a deep page; so many tell its median well. */
const NAIVE_DEEP_PAGES = 200;

export interface HistoryPlan {
  rows: number;
  /** how far below the newest message "deep" is */
  depth: number;
  pages: number;
}

export interface Reads {
  /** within the newest pages of the longest conversation */
  first: Latencies;
  /** of the same conversation, `depth` further down */
  deep: Latencies;
  /** anywhere in any conversation */
  anywhere: Latencies;
}

/** W6: pages of 50 in one process, without HTTP, so that the store is what is seen. Warm. */
export async function measureHistory(
  plan: HistoryPlan,
  contestants: { naive: boolean },
): Promise<{ ours: Reads; naive?: Reads }> {
  const longest = plan.depth + SPREAD + PAGE_LIMIT;
  const quiet = Math.max(1, Math.round((plan.rows - longest) / QUIET_LENGTH));
  const lengths = [longest, ...Array.from({ length: quiet }, () => QUIET_LENGTH)];
  const ours = await inDirectory("ours", plan, lengths);
  if (!contestants.naive) return { ours };
  return { ours, naive: await inDirectory("naive", { ...plan, pages: NAIVE_DEEP_PAGES }, lengths) };
}

async function inDirectory(
  contestant: "ours" | "naive",
  plan: HistoryPlan,
  lengths: readonly number[],
): Promise<Reads> {
  const directory = await mkdtemp(join(tmpdir(), "bench-history-"));
  await fill(contestant, directory, lengths);
  const store = contestant === "ours" ? await readOurs(directory, lengths) : readNaive(directory);
  await intoMemory(directory);
  await readAll(store, { ...plan, pages: Math.ceil(plan.pages / 2) }, lengths); // warms up
  const reads = await readAll(store, plan, lengths);
  await store.close();
  await rm(directory, { recursive: true });
  return reads;
}

/** In a process of its own: the garbage of gigabytes that were written is not collected while pages are read. */
async function fill(
  contestant: "ours" | "naive",
  directory: string,
  lengths: readonly number[],
): Promise<void> {
  const program = fileURLToPath(new URL("./fill-history.ts", import.meta.url));
  const child = spawn(process.execPath, [program, contestant, directory], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  child.stdin.end(JSON.stringify(lengths));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`The history of ${contestant} could not be written`);
}

/** What is still to be written, or was taken back because nobody asked for it, is the disk's time and not the store's. */
async function intoMemory(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    await using file = await open(join(directory, name));
    await file.sync();
    for await (const _ of file.createReadStream({ highWaterMark: READ_BYTES, autoClose: false }));
  }
}

/** Reads the three kinds in turn, so that a slow moment hits all alike. */
async function readAll(store: HistoryStore, plan: HistoryPlan, lengths: readonly number[]): Promise<Reads> {
  const random = seededRandom(9);
  const reads = { first: new Latencies(), deep: new Latencies(), anywhere: new Latencies() };
  for (let page = 0; page < plan.pages; page += 1) {
    await timed(reads.first, () => store.page(0, 0));
    await timed(reads.deep, () => store.page(0, plan.depth + below(random, SPREAD)));
    const conversation = below(random, lengths.length);
    const depth = below(random, (lengths[conversation] ?? PAGE_LIMIT) - PAGE_LIMIT + 1);
    await timed(reads.anywhere, () => store.page(conversation, depth));
  }
  return reads;
}

async function timed(latencies: Latencies, read: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const messages = await read();
  latencies.record(performance.now() - start);
  if (messages !== PAGE_LIMIT) throw new Error(`A page of ${messages} messages instead of ${PAGE_LIMIT}`);
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}
