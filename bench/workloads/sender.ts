import type { Population } from "../contenders/contender.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { Crew } from "../load/crew.ts";
import { HttpSends } from "../load/http-sends.ts";
import type { Punctuality } from "../load/open-loop.ts";
import { type Lane, lanesOf, lanesThere, type SendsOptions, SocketSends } from "../load/socket-sends.ts";
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

  private constructor(server: ServerProcess, crew: Crew, lanes: readonly Lane[]) {
    this.#server = server;
    this.#crew = crew;
    this.#lanes = lanes;
  }

  /** Connects both members of the first so many conversations, which are disjoint pairs. */
  static async open(server: ServerProcess, population: Population, pairs: number): Promise<Sender> {
    const crew = await crewOf(() => server, population, pairs);
    return new Sender(server, crew, lanesOf(crew, pairs));
  }

  /** The same with the second member of each pair at another node: the first one alone sends, by their own. */
  static async openApart(
    { near, far }: { near: ServerProcess; far: ServerProcess },
    population: Population,
    pairs: number,
  ): Promise<Sender> {
    const seconds = new Set(population.conversations.map(({ members: [, second] }) => second));
    const crew = await crewOf((place) => (seconds.has(place) ? far : near), population, pairs);
    return new Sender(near, crew, lanesThere(crew, pairs));
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

function crewOf(
  serverOf: (place: number) => ServerProcess,
  population: Population,
  pairs: number,
): Promise<Crew> {
  const members = new Set(population.conversations.slice(0, pairs).flatMap((one) => one.members));
  return Crew.assemble((place) => serverOf(place).url, population, {
    devicesOf: (place) => (members.has(place) ? 1 : 0),
    joined: Array.from({ length: pairs }, (_, conversation) => conversation),
  });
}
