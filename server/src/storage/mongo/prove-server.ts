import type { Db } from "mongodb";
import type { Clock } from "../../domain/ports.ts";

/**
 * How far a node's clock may be from the database's, in milliseconds: clocks that are kept by NTP differ by far less. So
 * two nodes differ by twice as much at most, which is small against the time that readers look back (see Stamps).
 */
const SKEW_MAX = 5_000;

export interface MongoServer {
  /** whether several machines hold the data */
  isReplicated: boolean;
  /** how to read a document so that the answer is settled: with replicas, the read waits for the majority */
  settledRead: { readConcern: "linearizable" | "majority" };
}

interface Greeting {
  localTime?: Date;
  setName?: string;
  /** "isdbgrid" on the routers of a sharded cluster */
  msg?: string;
}

/** @throws Error with a sentence for the operator when the clocks differ too much to tell what came first */
export async function proveServer(db: Db, clock: Clock): Promise<MongoServer> {
  const { setName, msg } = await greet(db, clock);
  const isReplicated = setName !== undefined || msg === "isdbgrid";
  return { isReplicated, settledRead: { readConcern: isReplicated ? "linearizable" : "majority" } };
}

/** The old name of the command: every server of the protocol knows it. */
async function greet(db: Db, clock: Clock): Promise<Greeting> {
  const greeting: Greeting = await db.command({ isMaster: 1 });
  const skew = Math.abs(clock.now() - (greeting.localTime?.getTime() ?? clock.now()));
  if (skew > SKEW_MAX)
    throw new Error(
      `The clocks of this machine and of the database of MONGODB_URL differ by ${Math.round(skew / 1000)} s; ${SKEW_MAX / 1000} s are tolerated. Synchronise them.`,
    );
  return greeting;
}
