import { logNormal, type Random } from "../stats/seeded-random.ts";

const NUMBER_DIGITS = 9;
const MARK = Buffer.from('"content":"#');
const FILLER = "the quick brown fox jumps over the lazy dog and goes on to the next ".repeat(40);
/** Enough different lengths that no cache of any part sees the same text again and again. */
const POOL = 1_024;

/** Texts of messages: each begins with its number, so that every push can be matched to its send without parsing JSON. */
export class Texts {
  readonly #endings: readonly string[];

  private constructor(endings: readonly string[]) {
    this.#endings = endings;
  }

  /** All of about this length. */
  static ofLength(bytes: number): Texts {
    return new Texts(
      Array.from({ length: POOL }, (_, index) => FILLER.slice(index % 60, (index % 60) + bytes - 11)),
    );
  }

  /** Log-normal lengths as in real chats: median 80 bytes, from 20 to 2 000. */
  static asInChats(random: Random): Texts {
    const length = () => Math.round(Math.min(Math.max(logNormal(random, 80, 0.9), 20), 2_000)) - 11;
    return new Texts(Array.from({ length: POOL }, () => FILLER.slice(0, length())));
  }

  text(number: number): string {
    return `#${String(number).padStart(NUMBER_DIGITS, "0")} ${this.#endings[number % POOL] ?? ""}`;
  }
}

/** The number of the message whose JSON is in this frame; undefined when it is none of ours. */
export function messageNumberIn(frame: Buffer): number | undefined {
  const found = frame.indexOf(MARK);
  return found < 0 ? undefined : digitsAt(frame, found + MARK.length);
}

const SEQ = Buffer.from('"seq":');

/** The seq of the message in this frame; undefined for a server that has none. */
export function seqIn(frame: Buffer): number | undefined {
  const found = frame.indexOf(SEQ);
  return found < 0 ? undefined : digitsAt(frame, found + SEQ.length);
}

function digitsAt(frame: Buffer, start: number): number {
  let value = 0;
  for (let place = start; place < frame.length; place += 1) {
    const digit = (frame[place] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
