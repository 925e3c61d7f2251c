import { io } from "socket.io-client";
import { beginSending } from "../../server/test/support/begin-sending.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

export const stopUnderLoad: FaultCase = {
  id: "F04",
  fault: "the server is told to stop under load",
  how: "SIGTERM while people write, somebody polls and an upload never ends",
  expected: "it says when to come back, ends what it can, and exits with 0 by itself (G15)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody(10));
    traffic.begin();
    const stops = long ? 10 : 1;
    for (let stop = 0; stop < stops; stop += 1) await stopOnce(world);
    traffic.stop();
    return `${stops} stops, all with 0: ${described(await world.verify())}`;
  },
};

async function stopOnce({ server, pairs }: World): Promise<void> {
  const [pair] = pairs;
  hold(pair !== undefined, "there is no pair");
  const { token } = pair.people[0];
  const poller = io(server.url, {
    forceNew: true,
    reconnection: false,
    transports: ["polling"],
    auth: { token },
  });
  const farewells: number[] = [];
  poller.on("server-stopping", ({ retryAfter }: { retryAfter: number }) => farewells.push(retryAfter));
  await waitUntil(() => poller.connected, { within: 30_000, what: "a polling client connects" });
  const upload = await beginSending({ port: server.port, token, matchId: pair.match });
  upload.socket.on("error", () => {
    // It is cut, as it must be.
  });
  const code = await server.end("SIGTERM");
  poller.close();
  upload.socket.destroy();
  hold(code === 0, `the server ended with ${code}`);
  hold(farewells.length === 1, "a polling client was not told when to come back");
  await server.start();
}
