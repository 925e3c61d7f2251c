import { setTimeout as delay } from "node:timers/promises";
import { MemoryStorage } from "../../lib/storage-memory.ts";
import { InProcessLocks } from "../../lib/support/in-process-locks.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

export const devices: FaultCase = {
  id: "F45",
  fault: "one person has two tabs and a phone, and all of them write",
  how: "three engines of one person, two of which share storage, locks and a channel",
  expected: "every device shows everything alike, reads agree, one tab sends for both (G10)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const storage = new MemoryStorage();
    const locks = new InProcessLocks();
    const browser = () => ({
      storage,
      tabs: { locks: locks.client(), channel: new BroadcastChannel(`duologue ${world.directory}`) },
    });
    const tabs = [
      await world.engine(pair, 0, { browser: browser() }),
      await world.engine(pair, 0, { browser: browser() }),
    ];
    const mine = [...tabs, await world.engine(pair, 0)];
    const traffic = world.traffic([
      ...mine.map((talker) => ({ talker, pair, rate: 5 })),
      { talker: world.plain(pair, 1), pair, rate: 5 },
    ]);
    traffic.begin();
    await delay(long ? 30_000 : 4_000);
    traffic.stop();
    const figures = await world.verify();
    mine[0]?.read(pair.match);
    const counts = () => mine.map((each) => each.conversation(pair.match)?.match.unreadCount);
    await waitUntil(() => counts().every((count) => count === 0), {
      within: 45_000,
      what: () => `reads agree on all devices, and the unread counts are ${counts()}`,
    });
    const senders = tabs.filter(({ chat }) => chat.counters.sends > 0);
    hold(senders.length === 1, `${senders.length} tabs of one browser have sent`);
    return described(figures);
  },
};
