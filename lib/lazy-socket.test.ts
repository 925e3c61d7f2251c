import { describe, expect, test } from "vitest";
import type { ChatSocket, OpenSocket, SocketHandlers } from "./chat-ports.ts";
import { openLazySocket } from "./lazy-socket.ts";
import { SeededRandom } from "./support/seeded-random.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

/** The longest that the back-off lets a repeated attempt wait. */
const LONGEST_WAIT_MS = 30_000;

/** A lazy socket whose code arrives, or does not, when the test says so. */
function lazySocket() {
  const clock = new VirtualClock();
  const did: string[] = [];
  const fetches: PromiseWithResolvers<OpenSocket>[] = [];
  const handlers: SocketHandlers = {
    connected: () => did.push("connected"),
    disconnected: () => did.push("disconnected"),
    ended: (code) => did.push(`ended ${code}`),
    received: (name) => did.push(name),
    loadFailed: () => did.push("load failed"),
  };
  const socket = openLazySocket({
    load: () => {
      const fetched = Promise.withResolvers<OpenSocket>();
      fetches.push(fetched);
      return fetched.promise;
    },
    handlers,
    clock,
    random: new SeededRandom(1),
  });
  const open: OpenSocket = ({ connected }): ChatSocket => {
    connected();
    return {
      emit: async (name) => {
        did.push(`said ${name}`);
        return undefined;
      },
      hurry: () => did.push("hurried"),
      close: () => did.push("closed"),
    };
  };
  return {
    socket,
    clock,
    did,
    fetches,
    async arrive() {
      fetches.at(-1)?.resolve(open);
      await clock.advance(0);
    },
    async fail() {
      fetches.at(-1)?.reject(new Error("The chunk could not be loaded"));
      await clock.advance(0);
    },
  };
}

describe("a socket whose code is fetched when it is needed", () => {
  test("is without a connection until the code is there, then is the socket itself", async () => {
    const { socket, did, arrive } = lazySocket();
    expect(await socket.emit("join", "ann")).toBeUndefined();
    socket.hurry();
    expect(did).toEqual([]);

    await arrive();
    await socket.emit("join", "ann");
    socket.hurry();
    socket.close();

    expect(did).toEqual(["connected", "said join", "hurried", "closed"]);
  });

  test("fetches again after a failure, with a back-off, and tells of each failure", async () => {
    const { clock, did, fetches, fail, arrive } = lazySocket();
    for (let failures = 1; failures <= 8; failures += 1) {
      await fail();
      expect(fetches, "never again at once").toHaveLength(failures);
      await clock.advance(LONGEST_WAIT_MS);
      expect(fetches).toHaveLength(failures + 1);
    }
    await arrive();
    expect(did).toEqual([...Array<string>(8).fill("load failed"), "connected"]);
    expect(clock.pending).toBe(0);
  });

  test("does not wait for the back-off when there is a network again, and fetches once at a time", async () => {
    const { socket, clock, fetches, fail } = lazySocket();
    socket.hurry();
    expect(fetches).toHaveLength(1);
    await fail();
    socket.hurry();
    expect(fetches).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  test("fetches nothing and opens nothing once it is closed", async () => {
    const waiting = lazySocket();
    waiting.socket.close();
    await waiting.arrive();
    waiting.socket.hurry();
    expect(waiting.did).toEqual([]);

    const failed = lazySocket();
    await failed.fail();
    failed.socket.close();
    await failed.clock.advance(LONGEST_WAIT_MS);
    expect(failed.fetches).toHaveLength(1);
  });
});
