import { io, type Socket } from "socket.io-client";
import { metric } from "../workload/metric.ts";
import type { Pair } from "../workload/pairs.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";

/** What one person may have. */
const SOCKETS_EACH = 10;
/** Twice ten seconds of heart-beats, and what a busy machine needs. */
const NOTICED_MS = 90_000;
/** Connections that belong to nobody: of this test's own requests. */
const OTHER_FDS = 10;

export const halfOpen: FaultCase = {
  id: "F24",
  fault: "many clients vanish without a word",
  how: "the proxy drops its clients and keeps its side to the server open",
  expected: "the server notices by its heart-beats and lets go of sockets and descriptors",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const pairs = await world.signUpPairs(long ? 25 : 3);
    const { url } = world.server;
    const descriptors = await metric(url, "process_open_fds");
    const connected: Socket[] = [];
    for (const { people } of pairs)
      for (const { token } of people) connected.push(...(await connectAll(world.proxy.url, token)));
    const sockets = await metric(url, "duologue_sockets ");
    world.proxy.vanishAll();
    await waitUntil(async () => (await metric(url, "duologue_sockets ")) === 0, {
      within: NOTICED_MS,
      what: "all sockets are gone",
    });
    await waitUntil(async () => (await metric(url, "process_open_fds")) <= descriptors + OTHER_FDS, {
      within: NOTICED_MS,
      what: "all descriptors are closed",
    });
    for (const socket of connected) socket.close();
    return `${sockets} of ${connected.length} sockets were open, and 0 are`;
  },
};

async function connectAll(url: string, token: Pair["people"][0]["token"]): Promise<Socket[]> {
  const sockets = Array.from({ length: SOCKETS_EACH }, () =>
    io(url, { forceNew: true, reconnection: false, transports: ["websocket"], auth: { token } }),
  );
  await waitUntil(() => sockets.every((socket) => socket.connected), {
    within: 60_000,
    what: "ten sockets of one person connect",
  });
  return sockets;
}
