import { personAt } from "../contenders/template.ts";
import { Latencies } from "../stats/latencies.ts";
import { type Random, zipf } from "../stats/seeded-random.ts";
import type { Crew } from "./crew.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { HttpConnection, httpRequest } from "./http-connection.ts";
import { type Lane, SocketSends } from "./socket-sends.ts";
import { Texts } from "./texts.ts";
import type { Traffic } from "./traffic.ts";

const SENDS = 0.7;
const PAGES = 0.2;
const LISTS = 0.05;
const CONNECTIONS = 32;
const PAGE_LIMIT = 50;

export interface MixOptions {
  url: string;
  crew: Crew;
  random: Random;
  historyPath: (matchId: string, limit: number) => string;
}

/**
 * W3: of a hundred operations 70 sends, 20 pages of history, 5 lists of conversations, 5 reads or typing signals; a few
 * conversations are very busy and most are quiet (Zipf, exponent 1), lengths are those of real chats.
 */
export class Mix implements Traffic {
  readonly pages = new Latencies();
  readonly #options: MixOptions;
  readonly #sends: SocketSends;
  readonly #connections: readonly HttpConnection[];
  readonly #nextConversation: () => number;
  #others = 0;
  #begun = 0;
  #failed: string | undefined;
  onAnswered = () => {};

  private constructor(options: MixOptions, connections: readonly HttpConnection[]) {
    this.#options = options;
    this.#connections = connections;
    this.#nextConversation = zipf(options.random, options.crew.population.conversations.length, 1);
    this.#sends = new SocketSends({
      crew: options.crew,
      texts: Texts.asInChats(options.random),
      nextLane: () => this.#lane(),
      expected: ({ recipient }) => ({
        acknowledgements: 1,
        notifications: options.crew.devices[recipient]?.length ?? 0,
      }),
    });
    this.#sends.onAnswered = () => this.onAnswered();
  }

  static async open(options: MixOptions): Promise<Mix> {
    const opening = Array.from({ length: CONNECTIONS }, () => HttpConnection.open(options.url));
    return new Mix(options, await Promise.all(opening));
  }

  get answered(): number {
    return this.#sends.answered + this.#others;
  }

  get activity(): number {
    return this.#sends.activity + this.#begun + this.#others;
  }

  get record(): DeliveryRecord {
    return this.#sends.record;
  }

  launch(intendedAt: number): void {
    if (this.#failed !== undefined) throw new Error(this.#failed);
    this.#begun += 1;
    const kind = this.#options.random();
    if (kind < SENDS) this.#sends.launch(intendedAt);
    else if (kind < SENDS + PAGES) this.#readPage(intendedAt);
    else if (kind < SENDS + PAGES + LISTS) this.#get("/api/matches", this.#lane().sender, () => {});
    else this.#signal();
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** A conversation whose sender is there; the recipient may be offline. */
  #lane(): Lane {
    const { crew, random } = this.#options;
    for (;;) {
      const conversation = this.#nextConversation();
      const { members } = crew.population.conversations[conversation] ?? { members: [0, 0] };
      const [sender, recipient] = random() < 0.5 ? members : [members[1], members[0]];
      if (crew.devices[sender]?.length !== 0) return { conversation, sender, recipient };
    }
  }

  #readPage(intendedAt: number): void {
    const { sender, conversation } = this.#lane();
    const path = this.#options.historyPath(this.#matchId(conversation), PAGE_LIMIT);
    this.#get(path, sender, (at) => this.pages.record(at - intendedAt));
  }

  #get(path: string, place: number, answered: (at: number) => void): void {
    const { token } = personAt(this.#options.crew.population, place);
    const free = this.#connections.find((connection) => !connection.busy);
    const connection = free ?? this.#connections[this.#begun % CONNECTIONS];
    connection?.send(httpRequest("GET", path, { token }), ({ status, at }) => {
      if (status !== 200) this.#failed = `GET ${path} was answered ${status}`;
      answered(at);
      this.#answeredOther();
    });
  }

  #signal(): void {
    const { crew, random } = this.#options;
    const { sender, conversation } = this.#lane();
    const matchId = this.#matchId(conversation);
    const [name, argument] =
      random() < 0.5 ? ["typing", { matchId, typing: true }] : ["read", { matchId, seq: 1 }];
    /* A read of a conversation in which nothing was said yet is refused: an answer like any other here. */
    crew.devices[sender]?.[0]?.request(String(name), argument).then(
      () => this.#answeredOther(),
      () => this.#answeredOther(),
    );
  }

  #answeredOther(): void {
    this.#others += 1;
    this.onAnswered();
  }

  #matchId(conversation: number): string {
    return this.#options.crew.population.conversations[conversation]?.matchId ?? "";
  }
}
