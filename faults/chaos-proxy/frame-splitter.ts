/** RFC 6455, section 5.2: what a server sends is not masked. */
const LENGTH = 0x7f;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

const HEAD_END = "\r\n\r\n";

/** Cuts what a server sends on an upgraded connection into its answer's head and whole WebSocket frames. */
export class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #inHead = true;

  /** Whole pieces that this chunk completes: first the head, then frames with their headers. */
  push(chunk: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const pieces: Buffer[] = [];
    for (let size = this.#nextSize(); size !== undefined; size = this.#nextSize()) {
      pieces.push(this.#rest.subarray(0, size));
      this.#rest = this.#rest.subarray(size);
      this.#inHead = false;
    }
    return pieces;
  }

  #nextSize(): number | undefined {
    if (this.#inHead) {
      const end = this.#rest.indexOf(HEAD_END);
      return end < 0 ? undefined : end + HEAD_END.length;
    }
    const { payloadAt, length } = frameShape(this.#rest) ?? {};
    if (payloadAt === undefined || length === undefined) return undefined;
    return this.#rest.length < payloadAt + length ? undefined : payloadAt + length;
  }
}

/** Where the payload of a frame begins and how long it is; undefined while the header is not complete. */
export function frameShape(frame: Buffer): { payloadAt: number; length: number } | undefined {
  if (frame.length < 2) return undefined;
  const short = (frame[1] ?? 0) & LENGTH;
  if (short === TWO_BYTES)
    return frame.length < 4 ? undefined : { payloadAt: 4, length: frame.readUInt16BE(2) };
  if (short === EIGHT_BYTES)
    return frame.length < 10 ? undefined : { payloadAt: 10, length: Number(frame.readBigUInt64BE(2)) };
  return { payloadAt: 2, length: short };
}
