interface Push {
  /** the device's and the sender's places in the population */
  place: number;
  sender: number;
  conversation: number;
  number: number;
  /** undefined for a server that has none */
  seq: number | undefined;
}

/** Whether each device sees each conversation in order: every sender's messages as sent, and every seq the one after the last. */
export class OrderCheck {
  readonly #lastNumber = new Map<string, number>();
  readonly #lastSeq = new Map<string, number>();

  /** What is wrong with this push; undefined when it is the next one. */
  violation({ place, sender, conversation, number, seq }: Push): string | undefined {
    const fromSender = `${place} ${conversation} ${sender}`;
    const before = this.#lastNumber.get(fromSender) ?? -1;
    this.#lastNumber.set(fromSender, Math.max(number, before));
    if (number <= before) return `message ${number} came after ${before} of the same sender`;
    if (seq === undefined) return undefined;
    const there = `${place} ${conversation}`;
    const lastSeq = this.#lastSeq.get(there);
    this.#lastSeq.set(there, seq);
    return lastSeq === undefined || seq === lastSeq + 1 ? undefined : `seq ${seq} came after ${lastSeq}`;
  }
}
