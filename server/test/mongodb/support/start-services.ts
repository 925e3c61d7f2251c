import type { TestProject } from "vitest/node";
import { startRedis } from "../../redis/support/start-redis.ts";
import { startMongo } from "./start-mongo.ts";

declare module "vitest" {
  export interface ProvidedContext {
    mongodbUrl: string;
    redisUrl: string;
  }
}

/** Before all tests that need services: says what they run against, and stops what it started after them. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  await using started = new AsyncDisposableStack();
  const redis = await startRedis();
  started.defer(() => redis.stop());
  process.stdout.write(`Redis: ${redis.name}\n`);
  const mongo = await startMongo();
  started.defer(() => mongo.stop());
  process.stdout.write(`MongoDB: ${mongo.name}\n`);
  project.provide("redisUrl", redis.url);
  project.provide("mongodbUrl", mongo.url);
  const running = started.move();
  return () => running.disposeAsync();
}
