import { described } from "../workload/figures.ts";
import { metric } from "../workload/metric.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";

/** Characters of four bytes: about 16 KB a message. */
const LONG = 3_900;
const CUT = "duologue_socket_cuts_total";
const MEGABYTE = 1_048_576;

export const slowReader: FaultCase = {
  id: "F35",
  fault: "a client stops reading what it is sent",
  how: "the proxy stalls its downlink while long messages are written to it",
  expected: "its socket is cut at a bounded buffer, others go on, and it catches up afterwards",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const [pair, other] = await world.signUpPairs(2);
    if (!pair || !other) throw new Error("there are no two pairs");
    const { url } = world.server;
    const own = await world.openProxy();
    const reader = world.plain(pair, 1, { url: own.url });
    const writers = [0, 0].map(() => ({ talker: world.plain(pair, 0), pair, rate: 60 }));
    const loud = world.traffic(writers, LONG);
    const calm = world.traffic([{ talker: await world.engine(other, 0), pair: other, rate: 5 }]);
    await waitUntil(() => reader.socket.connected, { within: 30_000, what: "the reader connects" });
    const before = await metric(url, "process_resident_memory_bytes");
    loud.begin();
    calm.begin();
    const stalls = long ? 5 : 1;
    for (let stall = 1; stall <= stalls; stall += 1) {
      await waitUntil(() => reader.socket.connected, { within: 90_000, what: "the reader is back" });
      own.set({ stalled: { up: false, down: true } });
      await waitUntil(async () => (await metric(url, CUT, "slow_reader")) >= stall, {
        within: 240_000,
        what: "the reader is cut",
      });
      own.heal();
    }
    const after = await metric(url, "process_resident_memory_bytes");
    loud.stop();
    calm.stop();
    const figures = await world.verify();
    return `${stalls} cut, memory ${Math.round((after - before) / MEGABYTE)} MB more: ${described(figures)}`;
  },
};
