import type { TestProject } from "vitest/node";
import { startRedis } from "../../redis/support/start-redis.ts";
import { canFailOver } from "./can-fail-over.ts";
import { OwnMongo } from "./own-mongo.ts";

declare module "vitest" {
  export interface ProvidedContext {
    mongodbUrl: string;
    canFailOver: boolean;
    redisUrl: string;
  }
}

/** Before all tests that need services: says what they run against, and stops what it started after them. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  await using started = new AsyncDisposableStack();
  const redis = await startRedis();
  started.defer(() => redis.stop());
  process.stdout.write(`Redis: ${redis.name}\n`);
  const mongo = process.env["MONGODB_URL"] ? undefined : await OwnMongo.start();
  started.defer(() => mongo?.dispose());
  process.stdout.write(`MongoDB: ${mongo?.name ?? "the database of MONGODB_URL"}\n`);
  project.provide("redisUrl", redis.url);
  const mongodbUrl = mongo?.url ?? process.env["MONGODB_URL"] ?? "";
  const hasMembers = await canFailOver(mongodbUrl);
  if (!hasMembers)
    process.stdout.write(
      "Not run: majority and fail-over, because MONGODB_URL names no replica set of three.\n",
    );
  project.provide("mongodbUrl", mongodbUrl);
  project.provide("canFailOver", hasMembers);
  const running = started.move();
  return () => running.disposeAsync();
}
