import type { Message } from "@duologue/protocol/models";
import { fakedTime } from "../machine/faked-time.ts";
import { described } from "../workload/figures.ts";
import { repeatedSend } from "../workload/repeated-send.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

const AT_ONCE = 10;

export const identicalAtOnce: FaultCase = {
  id: "F40",
  fault: "the same message is posted ten times at once",
  how: "ten identical requests in parallel, again and again",
  expected: "once 201, nine times 200, and all with the same message (G3)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const rounds = long ? 200 : 20;
    for (let round = 0; round < rounds; round += 1) {
      const { statuses, messages } = await repeatedSend(world, pair, { times: AT_ONCE, n: round });
      const sorted = statuses.toSorted((a, b) => b - a).join();
      hold(sorted === `201${",200".repeat(AT_ONCE - 1)}`, `the answers were ${sorted}`);
      hold(new Set(messages.map((message) => JSON.stringify(message))).size === 1, "the answers differ");
    }
    return `${rounds} × ${AT_ONCE}: ${described(await world.verify())}`;
  },
};

export const replayAfterDay: FaultCase = {
  id: "F41",
  fault: "an old message is sent again a day later, after a restart",
  how: "the server runs under libfaketime, 24 h ahead",
  expected: "200 and the original, time included (G3)",
  needs: ["faketime"],
  async run(trial) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const first = await repeatedSend(world, pair, { times: 1, n: 1 });
    await world.server.end("SIGTERM");
    world.server.environment = fakedTime("+24h");
    await world.server.start();
    const again = await repeatedSend(world, pair, { times: 1, n: 1, key: first.key });
    hold(again.statuses[0] === 200, `the replay was answered with ${again.statuses[0]}`);
    const [original, replayed]: (Message | undefined)[] = [first.messages[0], again.messages[0]];
    hold(JSON.stringify(original) === JSON.stringify(replayed), "the replay is not the original");
    const next = await repeatedSend(world, pair, { times: 1, n: 2 });
    const later = Date.parse(next.messages[0]?.createdAt ?? "") - Date.parse(original?.createdAt ?? "");
    hold(later > 86_000_000, `the faked clock is only ${later} ms ahead`);
    return described(await world.verify());
  },
};
