import { Latencies } from "../stats/latencies.ts";

/** What can come of a message. echoes and receipts are new-message at the sender's and at the recipient's devices. */
const deliveries = ["acknowledgements", "echoes", "receipts", "notifications"] as const;
export type Delivery = (typeof deliveries)[number];

/** How often each must come: not more, not less. What is absent is not looked at. */
export type Expected = Partial<Record<Delivery, number>>;

export interface Sent {
  /** when the schedule wanted it sent, by performance.now() */
  intendedAt: number;
  /** places in the population */
  sender: number;
  recipient: number;
  /** place in the population's conversations */
  conversation: number;
  expected: Expected;
}

/**
 * The generator's memory of one round: each message that it sent, and each frame that came of it. Latencies count from
 * the intended time of the send, so that a generator or a server that falls behind cannot hide it.
 */
export class DeliveryRecord {
  readonly acknowledged = new Latencies();
  /** to the first frame that tells the recipient */
  readonly delivered = new Latencies();
  readonly failures: string[] = [];
  readonly #first: number;
  readonly #sent: (Sent & { seen: Record<Delivery, number> })[] = [];
  #outstanding = 0;

  /** first: the number of the round's first message; lower ones belong to rounds before. */
  constructor(first: number) {
    this.#first = first;
  }

  /** Frames that are still to come. */
  get outstanding(): number {
    return this.#outstanding;
  }

  get messages(): number {
    return this.#sent.length;
  }

  /** The number that the next message gets. */
  get next(): number {
    return this.#first + this.#sent.length;
  }

  begin(message: Sent): number {
    const number = this.next;
    const seen = { acknowledgements: 0, echoes: 0, receipts: 0, notifications: 0 };
    this.#sent.push({ ...message, seen });
    for (const delivery of deliveries) this.#outstanding += message.expected[delivery] ?? 0;
    return number;
  }

  find(number: number): Sent | undefined {
    return this.#sent[number - this.#first];
  }

  acknowledge(number: number, at: number): void {
    this.#note(number, "acknowledgements", at);
  }

  push(number: number, kind: "new-message" | "new-notification", to: { place: number; at: number }): void {
    const sent = this.find(number);
    if (sent !== undefined && to.place !== sent.sender && to.place !== sent.recipient)
      this.fail(`message ${number} reached a stranger`);
    const echo = sent?.sender === to.place;
    this.#note(number, kind === "new-notification" ? "notifications" : echo ? "echoes" : "receipts", to.at);
  }

  fail(failure: string): void {
    this.failures.push(failure);
  }

  /** What never came; to be asked once the round has been drained. */
  missing(): string[] {
    return this.#sent.flatMap(({ expected, seen }, index) =>
      deliveries
        .filter((delivery) => seen[delivery] < (expected[delivery] ?? 0))
        .map((delivery) => `message ${this.#first + index} lacks ${delivery}`),
    );
  }

  #note(number: number, delivery: Delivery, at: number): void {
    const sent = this.#sent[number - this.#first];
    if (sent === undefined) {
      this.fail(`${delivery} of message ${number}, which this round did not send`);
      return;
    }
    const expected = sent.expected[delivery];
    if (expected === undefined) return;
    sent.seen[delivery] += 1;
    this.#outstanding -= 1;
    if (sent.seen[delivery] > expected) this.fail(`message ${number} has too many ${delivery}`);
    if (delivery === "acknowledgements") this.acknowledged.record(at - sent.intendedAt);
    const tells = sent.expected.receipts === undefined ? "notifications" : "receipts";
    if (delivery === tells && sent.seen[delivery] === 1) this.delivered.record(at - sent.intendedAt);
  }
}
