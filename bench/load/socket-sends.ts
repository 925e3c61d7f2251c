import type { Crew } from "./crew.ts";
import type { DeliveryRecord, Expected } from "./delivery-record.ts";
import type { Texts } from "./texts.ts";
import type { Traffic } from "./traffic.ts";

/** A message that could be sent: who, where, to whom. */
export interface Lane {
  conversation: number;
  sender: number;
  recipient: number;
}

/** From the first member of each conversation to the second. */
export function lanesThere(crew: Crew, conversations: number): Lane[] {
  return crew.population.conversations
    .slice(0, conversations)
    .map(({ members: [sender, recipient] }, conversation): Lane => ({ conversation, sender, recipient }));
}

/** Each conversation in both directions. */
export function lanesOf(crew: Crew, conversations: number): Lane[] {
  const there = lanesThere(crew, conversations);
  const back = there.map(({ conversation, sender, recipient }): Lane => {
    return { conversation, sender: recipient, recipient: sender };
  });
  return [...there, ...back];
}

export interface SendsOptions {
  crew: Crew;
  texts: Texts;
  nextLane: () => Lane;
  expected: (lane: Lane) => Expected;
}

/** Sends over the socket with an acknowledgement: `send-message`. */
export class SocketSends implements Traffic {
  readonly #options: SendsOptions;
  readonly #record: DeliveryRecord;
  #answered = 0;
  onAnswered = () => {};

  constructor(options: SendsOptions) {
    this.#options = options;
    this.#record = options.crew.begin();
    options.crew.onAcknowledged = () => {
      this.#answered += 1;
      this.onAnswered();
    };
  }

  get answered(): number {
    return this.#answered;
  }

  get activity(): number {
    return this.#options.crew.frames + this.#record.messages;
  }

  get record(): DeliveryRecord {
    return this.#record;
  }

  launch(intendedAt: number): void {
    const { crew, texts, nextLane, expected } = this.#options;
    const lane = nextLane();
    const number = this.#record.begin({ ...lane, intendedAt, expected: expected(lane) });
    const matchId = crew.population.conversations[lane.conversation]?.matchId ?? "";
    const body = `{"matchId":"${matchId}",${sendBody(texts, number)}}`;
    crew.devices[lane.sender]?.[0]?.send(`42${number}["send-message",${body}]`);
  }
}

/** The members of a send's JSON that both transports share. */
export function sendBody(texts: Texts, number: number): string {
  return `"content":"${texts.text(number)}","clientMessageId":"bench-${String(number).padStart(9, "0")}"`;
}
