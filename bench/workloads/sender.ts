import type { ServerProcess } from "../contenders/server-process.ts";
import type { Crew } from "../load/crew.ts";
import { HttpSends } from "../load/http-sends.ts";
import type { Punctuality } from "../load/open-loop.ts";
import { type Lane, lanesOf, type SendsOptions, SocketSends } from "../load/socket-sends.ts";
import { Texts } from "../load/texts.ts";
import type { Traffic } from "../load/traffic.ts";
import { type Random, seededRandom } from "../stats/seeded-random.ts";
import { measureRound, type Round } from "./round.ts";

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

  constructor(server: ServerProcess, crew: Crew) {
    this.#server = server;
    this.#crew = crew;
    this.#lanes = lanesOf(crew, crew.population.people.length / 2);
  }

  /** Every sender in turn: what a closed loop wants. */
  inTurn(
    transport: Transport,
    drive: (traffic: Traffic) => Promise<Punctuality | undefined>,
  ): Promise<Round> {
    let turn = 0;
    return this.#round(transport, () => this.#lane(turn++), drive);
  }

  /** Senders at random: what a Poisson schedule wants. */
  atRandom(
    transport: Transport,
    drive: (traffic: Traffic) => Promise<Punctuality | undefined>,
  ): Promise<Round> {
    return this.#round(transport, () => this.#lane(Math.floor(this.#random() * this.#lanes.length)), drive);
  }

  async #round(
    transport: Transport,
    nextLane: () => Lane,
    drive: (traffic: Traffic) => Promise<Punctuality | undefined>,
  ): Promise<Round> {
    const options: SendsOptions = { crew: this.#crew, texts: this.#texts, nextLane, expected: () => EACH };
    const traffic =
      transport === "socket" ? new SocketSends(options) : await HttpSends.open(this.#server.url, options);
    const round = await measureRound(this.#server.pid, traffic, drive);
    await this.#crew.drain();
    if (traffic instanceof HttpSends) traffic.close();
    const { acknowledged, delivered } = traffic.record;
    return { ...round, latencies: { ...round.latencies, acknowledged, delivered } };
  }

  #lane(index: number): Lane {
    const lane = this.#lanes[index % this.#lanes.length];
    if (lane === undefined) throw new RangeError("There are no pairs to send between");
    return lane;
  }
}
