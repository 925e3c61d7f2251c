import type { Population } from "../contenders/contender.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { Crew } from "../load/crew.ts";
import { HttpSends } from "../load/http-sends.ts";
import type { Punctuality } from "../load/open-loop.ts";
import { type Lane, lanesOf, type SendsOptions, SocketSends } from "../load/socket-sends.ts";
import { Texts } from "../load/texts.ts";
import type { Traffic } from "../load/traffic.ts";
import { type Random, seededRandom } from "../stats/seeded-random.ts";
import { measureRound, type Round } from "./round.ts";

type Drive = (traffic: Traffic) => Promise<Punctuality | undefined>;
export type Transport = "socket" | "http";

/** Bytes of a text, so that figures compare with those of other runs. */
const TEXT_BYTES = 100;
const EACH = { acknowledgements: 1, echoes: 1, receipts: 1, notifications: 1 };

/** Puts W1 or W2 on one server: 100-byte messages between pairs who are all there, with one device each. */
export class Sender {
  readonly #server: ServerProcess;
  readonly #crew: Crew;
  readonly #lanes: readonly Lane[];
  readonly #texts = Texts.ofLength(TEXT_BYTES);
  readonly #random: Random = seededRandom(2);

  private constructor(server: ServerProcess, crew: Crew, pairs: number) {
    this.#server = server;
    this.#crew = crew;
    this.#lanes = lanesOf(crew, pairs);
  }

  /** Connects both members of the first so many conversations, which are disjoint pairs. */
  static async open(server: ServerProcess, population: Population, pairs: number): Promise<Sender> {
    const crew = await Crew.assemble(server.url, population, {
      devicesOf: (place) => (place < pairs * 2 ? 1 : 0),
      joined: Array.from({ length: pairs }, (_, conversation) => conversation),
    });
    return new Sender(server, crew, pairs);
  }

  close(): void {
    this.#crew.close();
  }

  /** Every sender in turn: what a closed loop wants. */
  inTurn(transport: Transport, drive: Drive): Promise<Round> {
    let turn = 0;
    return this.#round(transport, () => this.#lane(turn++), drive);
  }

  /** Senders at random: what a Poisson schedule wants. */
  atRandom(transport: Transport, drive: Drive): Promise<Round> {
    return this.#round(transport, () => this.#lane(Math.floor(this.#random() * this.#lanes.length)), drive);
  }

  async #round(transport: Transport, nextLane: () => Lane, drive: Drive): Promise<Round> {
    const options: SendsOptions = { crew: this.#crew, texts: this.#texts, nextLane, expected: () => EACH };
    const traffic =
      transport === "socket" ? new SocketSends(options) : await HttpSends.open(this.#server.url, options);
    const framesBefore = this.#crew.frames;
    const round = await measureRound(this.#server.pid, traffic, drive);
    await this.#crew.drain();
    if (traffic instanceof HttpSends) traffic.close();
    const { acknowledged, delivered, messages } = traffic.record;
    const framesPerMessage = (this.#crew.frames - framesBefore) / messages;
    return { ...round, framesPerMessage, latencies: { ...round.latencies, acknowledged, delivered } };
  }

  #lane(index: number): Lane {
    const lane = this.#lanes[index % this.#lanes.length];
    if (lane === undefined) throw new RangeError("There are no pairs to send between");
    return lane;
  }
}
