import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { MONGO_MEANS, type MongoPlace, type MongoProgram, mongoProgram } from "./mongo-program.ts";
import type { ServiceProcess } from "./service-process.ts";

/** A database server that belongs to whoever started it: it can be killed, and started again with what it kept. */
export class OwnMongo {
  readonly name: string;
  readonly port: number;
  readonly #program: MongoProgram;
  readonly #place: MongoPlace;
  #service: ServiceProcess | undefined;

  private constructor(program: MongoProgram, place: MongoPlace) {
    this.name = program.name;
    this.port = place.port;
    this.#program = program;
    this.#place = place;
  }

  /** @throws when there is no program for it */
  static async start({ ownGroup = false } = {}): Promise<OwnMongo> {
    const program = await mongoProgram();
    if (program === undefined) throw new Error(`No MongoDB: ${MONGO_MEANS}.`);
    const directory = mkdtempSync(join(tmpdir(), "duologue-mongo-"));
    const mongo = new OwnMongo(program, { directory, port: await freePort(), ownGroup });
    try {
      await mongo.restart();
    } catch (error) {
      await mongo[Symbol.asyncDispose]();
      throw error;
    }
    return mongo;
  }

  /** Of this one server, whether or not it is in a replica set. */
  get url(): string {
    return this.urlOf("");
  }

  /** The same, of a database in it. */
  urlOf(database: string): string {
    return `mongodb://127.0.0.1:${this.port}/${database}?directConnection=true`;
  }

  /** In the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
  }

  async restart(): Promise<void> {
    this.#service = await this.#program.start(this.#place);
  }

  /** Its data goes with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#place.directory, { recursive: true, force: true });
  }
}
