import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restoreBackup } from "../../scripts/backup/restore-backup.ts";
import { takeBackup } from "../../scripts/backup/take-backup.ts";
import { dumpConversation } from "../workload/database-dump.ts";
import type { EngineClient } from "../workload/engine-client.ts";
import type { Pair } from "../workload/pairs.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** Messages before the backup, and after it. */
const KEPT = 5;
const LOST = 3;
const PATIENCE_MS = 60_000;

export const olderBackup: FaultCase = {
  id: "F63",
  fault: "an older backup is put back while clients hold what came after it",
  how: "a backup is taken from the running server, people write on, and it is restored",
  expected:
    "screens show what the server has; who wrote what is gone sees it as not sent, and can send it (G7, G15)",
  async run({ long, ...trial }) {
    const times = long ? 10 : 1;
    for (let time = 0; time < times; time += 1) {
      await using world = await trial.open();
      await restoreOnce(world);
    }
    return `${times} times: ${KEPT} messages kept, ${LOST} shown as not sent and one of them sent again`;
  },
};

async function restoreOnce(world: World): Promise<void> {
  const [pair] = await world.signUpPairs(1);
  hold(pair !== undefined, "there is no pair");
  const writer = await world.engine(pair, 0);
  const reader = await world.engine(pair, 1);
  await writeAndAwait(world, { pair, writer, count: KEPT });
  const home = mkdtempSync(join(tmpdir(), "duologue-backup-"));
  try {
    const backup = join(home, "backup");
    takeBackup({ dataDir: world.directory, target: backup });
    await writeAndAwait(world, { pair, writer, count: LOST });
    await showing(KEPT + LOST, { pair, clients: [writer, reader] });
    await world.server.end("SIGTERM");
    restoreBackup({ backup, dataDir: world.directory, now: new Date() });
  } finally {
    rmSync(home, { recursive: true });
  }
  await world.server.start();
  await showing(KEPT, { pair, clients: [writer, reader] });
  await sendAgain(writer, pair);
  await showing(KEPT + 1, { pair, clients: [writer, reader] });
  hold(dumpConversation(world.directory, pair.match).length === KEPT + 1, "it was not stored once");
}

async function writeAndAwait(
  world: World,
  { pair, writer, count }: { pair: Pair; writer: EngineClient; count: number },
): Promise<void> {
  const traffic = world.traffic([]);
  for (let n = 0; n < count; n += 1) traffic.write({ talker: writer, pair });
  await waitUntil(() => writer.unsent() === 0, { within: PATIENCE_MS, what: "everything is acknowledged" });
}

/** From the first on, each once. */
function showing(
  count: number,
  { pair: { match }, clients }: { pair: Pair; clients: readonly EngineClient[] },
): Promise<void> {
  const expected = Array.from({ length: count }, (_, index) => index + 1).join();
  const shown = () =>
    clients.map((client) =>
      client
        .shown(match)
        .map(({ seq }) => seq)
        .join(),
    );
  return waitUntil(() => shown().every((seqs) => seqs === expected), {
    within: PATIENCE_MS,
    what: () => `both screens show ${expected}; they show ${shown().join(" and ")}`,
  });
}

/** What is gone is on its writer's screen as not sent; one of them is sent again. */
async function sendAgain({ chat }: EngineClient, { match }: Pair): Promise<void> {
  const notSent = () =>
    (chat.getState().conversations.get(match)?.items ?? []).filter(
      ({ sendState }) => sendState?.kind === "failed",
    );
  await waitUntil(() => notSent().length === LOST, {
    within: PATIENCE_MS,
    what: () => `${LOST} messages are shown as not sent; ${notSent().length} are`,
  });
  const [first] = notSent();
  hold(first !== undefined, "nothing can be sent again");
  chat.actions.retrySend(match, first.clientMessageId);
}
