import type { TestProject } from "vitest/node";
import { OwnMongo } from "../../../../scripts/services/own-mongo.ts";
import { startRedis } from "../../redis/support/start-redis.ts";
import { probeServer } from "./probe-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    mongodbUrl: string;
    canFailOver: boolean;
    updatesAreAtomic: boolean;
    redisUrl: string;
  }
}

/** Before all tests that need services: says what they run against, and stops what it started after them. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  await using started = new AsyncDisposableStack();
  const redis = await startRedis();
  started.defer(() => redis.stop());
  say(`Redis: ${redis.name}`);
  const given = process.env["MONGODB_URL"];
  const mongodbUrl = given || started.use(await OwnMongo.start()).url;
  const { name, canFailOver, updatesAreAtomic } = await probeServer(mongodbUrl);
  say(`MongoDB: ${name}, ${given ? "at MONGODB_URL" : "started for these tests"}`);
  if (!canFailOver)
    say("Not run: majority and fail-over, because MONGODB_URL names no replica set of three.");
  if (!updatesAreAtomic) say(`Not run: updates of one person at once, which ${name} does not keep apart.`);
  project.provide("redisUrl", redis.url);
  project.provide("mongodbUrl", mongodbUrl);
  project.provide("canFailOver", canFailOver);
  project.provide("updatesAreAtomic", updatesAreAtomic);
  const running = started.move();
  return () => running.disposeAsync();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
