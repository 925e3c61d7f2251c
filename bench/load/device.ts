import WebSocket from "ws";

/** Acknowledgement ids from here on are those of set-up requests; lower ones are numbers of measured messages. */
export const FIRST_REQUEST_ID = 1_000_000_000;

const OPEN = 0x30; // Engine.IO "0"
const PING = 0x32; // Engine.IO "2"
const MESSAGE = 0x34; // Engine.IO "4"
const CONNECT = 0x30; // Socket.IO "0" after Engine.IO "4"
const ACK = 0x33; // Socket.IO "3"
const CONNECT_ERROR = 0x34; // Socket.IO "4"

/** Called with every event and acknowledgement; `at` was taken before anything was looked at. */
export type OnFrame = (device: Device, frame: Buffer, at: number) => void;

export interface DeviceOptions {
  url: string;
  token: string;
  /** the person's place in the population */
  place: number;
  onFrame: OnFrame;
}

/**
 * A client of Socket.IO protocol 5 over Engine.IO 4, WebSocket only, by hand: the stock client costs as much CPU as the
 * server, and would parse before we can take the time.
 */
export class Device {
  readonly place: number;
  readonly #socket: WebSocket;
  readonly #onFrame: OnFrame;
  readonly #pending = new Map<number, (frame: Buffer) => void>();
  #nextRequest = FIRST_REQUEST_ID;
  #closing = false;

  private constructor(socket: WebSocket, { place, onFrame }: DeviceOptions) {
    this.#socket = socket;
    this.place = place;
    this.#onFrame = onFrame;
  }

  /** Resolves when the namespace is joined; rejects when the server refuses. */
  static connect(options: DeviceOptions): Promise<Device> {
    const address = `${options.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true });
    const { promise, resolve, reject } = Promise.withResolvers<Device>();
    const device = new Device(socket, options);
    socket.on("message", (frame: Buffer) => {
      const at = performance.now();
      if (frame[0] === MESSAGE && frame[1] === CONNECT) resolve(device);
      else if (frame[0] === MESSAGE && frame[1] === CONNECT_ERROR) reject(new Error(frame.toString()));
      else if (frame[0] === OPEN) socket.send(connectPacket(options.token));
      else device.#receive(frame, at);
    });
    socket.on("error", reject);
    socket.on("close", (code) => {
      reject(new Error(`Closed with ${code} before it was connected`));
      if (!device.#closing) device.onLost(code);
    });
    return promise;
  }

  /** Called when the server cuts a connected device. */
  onLost: (code: number) => void = () => {};

  send(frame: string): void {
    this.#socket.send(frame);
  }

  /** For set-up: emits and waits for the acknowledgement. */
  request(name: string, argument: unknown): Promise<string> {
    const id = this.#nextRequest++;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#pending.set(id, (frame) => {
      const text = frame.toString();
      if (text.includes('"ok":true')) resolve(text);
      else reject(new Error(`${name} was refused: ${text}`));
    });
    this.send(`42${id}${JSON.stringify([name, argument])}`);
    return promise;
  }

  close(): void {
    this.#closing = true;
    this.#socket.terminate();
  }

  #receive(frame: Buffer, at: number): void {
    if (frame[0] === PING) {
      this.#socket.send("3");
      return;
    }
    if (frame[1] === ACK && this.#pending.size > 0 && this.#answered(frame)) return;
    this.#onFrame(this, frame, at);
  }

  #answered(frame: Buffer): boolean {
    const id = acknowledgementId(frame);
    const answer = this.#pending.get(id);
    this.#pending.delete(id);
    answer?.(frame);
    return answer !== undefined;
  }
}

export function connectPacket(token: string): string {
  return `40${JSON.stringify({ token })}`;
}

/** The number between `43` and `[`. */
export function acknowledgementId(frame: Buffer): number {
  let id = 0;
  for (let place = 2; place < frame.length; place += 1) {
    const digit = (frame[place] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    id = id * 10 + digit;
  }
  return id;
}
