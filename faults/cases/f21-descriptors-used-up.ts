import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { described } from "../workload/figures.ts";
import { metric } from "../workload/metric.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** What the server may still open, and how many want to come in. */
const LEFT = 30;
const CROWD = 300;
/** Connections that belong to nobody: of this test's own requests. */
const OTHER_FDS = 10;

export const descriptorsUsedUp: FaultCase = {
  id: "F21",
  fault: "the server runs out of file descriptors",
  how: "prlimit leaves the running server few, and a crowd of connections takes them",
  expected: "who is connected goes on, others are turned away, and it recovers when the crowd leaves",
  needs: ["prlimit"],
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody());
    traffic.begin();
    await waitUntil(() => world.recorder.acknowledged > 0, { within: 30_000, what: "people talk" });
    const times = long ? 10 : 1;
    for (let time = 0; time < times; time += 1) await crowdOnce(world);
    traffic.stop();
    return `${times} crowds of ${CROWD}: ${described(await world.verify())}`;
  },
};

async function crowdOnce({ server, recorder }: World): Promise<void> {
  const { url, pid } = server;
  const before = await metric(url, "process_open_fds");
  execFileSync("prlimit", [`--nofile=${before + LEFT}:`, "--pid", String(pid)]);
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => come(server.port)));
  const alone = () => crowd.filter((socket) => socket.destroyed).length;
  await waitUntil(() => alone() >= CROWD - LEFT - OTHER_FDS, {
    within: 30_000,
    what: () => `most of the crowd is turned away; ${alone()} of ${CROWD} were`,
  });
  const acknowledged = recorder.acknowledged;
  await waitUntil(() => recorder.acknowledged > acknowledged + 20, {
    within: 60_000,
    what: "those who are connected go on",
  });
  for (const socket of crowd) socket.destroy();
  await waitUntil(async () => (await metric(url, "process_open_fds")) <= before + OTHER_FDS, {
    within: 60_000,
    what: "the descriptors are free again",
  });
  hold(server.pid === pid, "the server was started again");
}

/** A connection that says nothing, open or turned away. */
async function come(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => {
    // Turned away; "close" follows.
  });
  // Nothing comes, and the end is noticed only by those who read.
  socket.resume();
  await Promise.race([once(socket, "connect"), once(socket, "close")]);
  return socket;
}
