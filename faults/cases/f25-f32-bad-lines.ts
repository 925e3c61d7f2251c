import { setTimeout as delay } from "node:timers/promises";
import { described } from "../workload/figures.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

const RESET_EVERY_MS = 2_000;
const RESET_AFTER_BYTES = 20_000;

export const latency: FaultCase = {
  id: "F25",
  fault: "everything takes 300 ± 100 ms in each direction",
  how: "the proxy delays",
  expected: "it works, nobody reconnects, each device's messages stay in order (G6)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    world.proxy.set({ delay: { min: 200, max: 400 } });
    const writers = await world.seatEverybody(2);
    const plain = world.plainClients();
    const traffic = world.traffic(writers);
    traffic.begin();
    await delay(long ? 60_000 : 5_000);
    traffic.stop();
    const figures = await world.verify();
    const connects = plain.map(({ connects }) => connects);
    hold(
      connects.every((count) => count === 1),
      `clients connected ${connects} times`,
    );
    return described(figures);
  },
};

export const resets: FaultCase = {
  id: "F32",
  fault: "connections are reset in the middle of frames",
  how: "the proxy resets all every 2 s, and each after a random number of bytes",
  expected: "clients reconnect and catch up; nothing is shown twice (G7, G9)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody(5));
    const { proxy, random } = world;
    proxy.set({ resetAfter: () => 1 + random.below(RESET_AFTER_BYTES) });
    traffic.begin();
    const times = long ? 30 : 4;
    for (let time = 0; time < times; time += 1) {
      await delay(RESET_EVERY_MS);
      proxy.resetAll();
    }
    traffic.stop();
    proxy.heal();
    return `${times} resets of all: ${described(await world.verify())}`;
  },
};
