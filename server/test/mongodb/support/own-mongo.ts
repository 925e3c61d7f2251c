import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { type MongoProgram, mongoProgram } from "./mongo-program.ts";
import type { ServiceProcess } from "./service-process.ts";

/** A database server that belongs to whoever started it: it can be killed, and started again with what it kept. */
export class OwnMongo {
  readonly name: string;
  readonly port: number;
  readonly #program: MongoProgram;
  readonly #directory: string;
  #service: ServiceProcess | undefined;

  private constructor(program: MongoProgram, directory: string, port: number) {
    this.name = program.name;
    this.port = port;
    this.#program = program;
    this.#directory = directory;
  }

  /** @throws when there is no program for it */
  static async start(): Promise<OwnMongo> {
    const program = await mongoProgram();
    if (program === undefined)
      throw new Error(
        "No MongoDB: set MONGODB_URL, or install mongod, or a JDK and Maven (Debian: default-jdk-headless maven).",
      );
    const directory = mkdtempSync(join(tmpdir(), "duologue-mongo-"));
    const mongo = new OwnMongo(program, directory, await freePort());
    try {
      await mongo.restart();
    } catch (error) {
      await mongo.dispose();
      throw error;
    }
    return mongo;
  }

  /** Of this one server, whether or not it is in a replica set. */
  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/?directConnection=true`;
  }

  /** In the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
  }

  async restart(): Promise<void> {
    this.#service = await this.#program.start(this.#directory, this.port);
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
