import type { TestProject } from "vitest/node";
import { startMongo } from "./start-mongo.ts";

declare module "vitest" {
  export interface ProvidedContext {
    mongodbUrl: string;
  }
}

/** Before all tests that need services: says what they run against, and stops what it started after them. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  const mongo = await startMongo();
  process.stdout.write(`MongoDB: ${mongo.name}\n`);
  project.provide("mongodbUrl", mongo.url);
  return () => mongo.stop();
}
