import type { TestProject } from "vitest/node";
import { startMongo } from "./start-mongo.ts";
import { startRedis } from "./start-redis.ts";

declare module "vitest" {
  export interface ProvidedContext {
    mongodbUrl: string;
    redisUrl: string;
  }
}

/** Before all tests that need services: says what they run against, and stops what it started after them. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  const mongo = await startMongo();
  const redis = await startRedis();
  process.stdout.write(`Services: ${mongo.name}; ${redis.name}\n`);
  project.provide("mongodbUrl", mongo.url);
  project.provide("redisUrl", redis.url);
  return async () => {
    await redis.stop();
    await mongo.stop();
  };
}
