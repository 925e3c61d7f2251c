import { expect, inject, test } from "vitest";
import { startTestServer } from "../support/test-server.ts";
import { sendThrough } from "./support/interrupted-sends.ts";
import { scratchDatabase } from "./support/scratch-database.ts";

/** How long the old primary does not stand for election, in seconds. */
const STEP_DOWN_S = 10;

test.runIf(inject("canFailOver"))(
  "G1 G2 G3 a fail-over loses nothing that was acknowledged, and what is unknown can be sent again",
  async () => {
    const database = await scratchDatabase();
    const admin = database.connection.db.admin();
    const primaryOf = async () => (await admin.command({ hello: 1 }))["primary"] as string;
    const before = await primaryOf();
    {
      await using node = await startTestServer({ environment: { MONGODB_URL: database.url }, breaks: true });
      await sendThrough(await node.signUpPair(), async () => {
        await admin.command({ replSetStepDown: STEP_DOWN_S, force: true });
      });
    }
    expect(await primaryOf()).not.toBe(before);
    await database.dispose();
  },
);

test.runIf(inject("canFailOver"))("G1 a write is acknowledged by the majority, in its journal", async () => {
  const database = await scratchDatabase();
  const { writeConcern, readConcern } = database.connection.db;
  expect(writeConcern).toMatchObject({ w: "majority", journal: true });
  expect(readConcern).toMatchObject({ level: "majority" });
  const settled = await database.connection.db
    .collection<{ _id: string }>("meta")
    .findOne({ _id: "epoch" }, { readConcern: "linearizable" });
  expect(settled).toBeNull();
  await database.dispose();
});
