import { Registry } from "prom-client";
import type { Clock } from "../../../src/domain/ports.ts";
import { openLog } from "../../../src/log.ts";
import type { MongoConnection } from "../../../src/storage/mongo/connect-mongo.ts";
import { type MongoStore, openMongoStore } from "../../../src/storage/mongo/open-mongo-store.ts";
import { systemClock } from "../../../src/system-clock.ts";

/** Times that a call may take longer here than in a node: see scratchDatabase. */
const LONGER = 10;

/** A node's store, without the node. */
export function openStore(connection: MongoConnection, clock: Clock = systemClock): Promise<MongoStore> {
  const patient: Clock = {
    now: () => clock.now(),
    after: (milliseconds, act) => clock.after(LONGER * milliseconds, act),
  };
  return openMongoStore({ connection, clock: patient, log: openLog("silent"), registry: new Registry() });
}
