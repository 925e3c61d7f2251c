import { setTimeout as delay } from "node:timers/promises";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

export const noWebSocket: FaultCase = {
  id: "F34",
  fault: "somebody between client and server refuses WebSockets",
  how: "the proxy answers every upgrade with 503, from the first one on",
  expected: "our client falls back to polling; one without a socket sends and catches up by HTTP (G8)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    world.proxy.set({ refusesUpgrade: true });
    const writers = await world.seatEverybody(2);
    const engines = world.engines();
    const connected = () => engines.every(({ chat }) => chat.getState().connection === "online");
    await waitUntil(connected, { within: 60_000, what: "the engines connect by polling" });
    const traffic = world.traffic(writers);
    traffic.begin();
    await delay(long ? 60_000 : 5_000);
    traffic.stop();
    const figures = await world.verify();
    const connects = world.plainClients().map((client) => client.connects);
    hold(
      connects.every((count) => count === 0),
      `clients that want nothing but WebSockets connected ${connects} times`,
    );
    return described(figures);
  },
};
