import type { EngineConnection } from "./chat-socket.ts";
import { socketLimits } from "./socket-limits.ts";
import type { TransportGuard } from "./websocket-transport.ts";

/** Engine.IO's type for messages, as it stands before their text. */
const MESSAGE = "4";

/** What Engine.IO tells of a packet that comes or goes. */
interface Packet {
  type: string;
  data?: string | Buffer;
}

/** Shows a guard what comes with the requests of a polling connection, and what waits until its client asks again. */
export class PollingWatch {
  readonly #connection: EngineConnection;
  readonly #listeners: Readonly<Record<string, (packet: Packet) => void>>;
  /** characters */
  #waiting = 0;

  constructor(connection: EngineConnection, guard: TransportGuard) {
    this.#connection = connection;
    this.#listeners = {
      // Nothing has parsed the packet yet, and nothing does once the connection is closed.
      packet: ({ type, data = "" }) => {
        const packet = type === "message" && typeof data === "string" ? `${MESSAGE}${data}` : data;
        guard.admit(packet, Buffer.byteLength(data));
      },
      packetCreate: ({ data }) => {
        this.#waiting += data?.length ?? 0;
        if (this.#waiting > socketLimits.unsentBytes) guard.tooSlow();
      },
      flush: () => {
        this.#waiting = 0;
      },
    };
  }

  begin(): void {
    hastenEnd(this.#connection);
    for (const [name, listener] of Object.entries(this.#listeners)) this.#connection.on(name, listener);
  }

  end(): void {
    for (const [name, listener] of Object.entries(this.#listeners)) this.#connection.off(name, listener);
  }
}

/** Long polling waits half a minute for a peer that is to be told of the end: so long it would count as connected. */
function hastenEnd({ transport }: EngineConnection): void {
  if ("closeTimeout" in transport) Reflect.set(transport, "closeTimeout", socketLimits.closeTimeout);
}
