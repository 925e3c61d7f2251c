import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";

const SOCKETS_EACH = 10;
/** Sockets that may be on their way in at a time while the herd assembles. */
const AT_ONCE = 100;
/** As often as the client that ships asks by itself. */
const POLL_MS = 30_000;
/** 60 s, and as much again for a machine that does much else. */
const BACK_MS = 120_000;

export const reconnectStorm: FaultCase = {
  id: "F36",
  fault: "the server is killed, and all clients come back at once",
  how: "kill -9 and start with 2 000 sockets (200 in short), each from an address of its own",
  expected: "all are back and have caught up, and a pair that talks meanwhile loses nothing",
  async run({ long, ...trial }) {
    await using world = await trial.open({ environment: { TRUSTED_PROXIES: "127.0.0.1" } });
    const count = long ? 2_000 : 200;
    const pairs = await world.signUpPairs(count / (2 * SOCKETS_EACH));
    const [talking] = await world.signUpPairs(1);
    if (!talking) throw new Error("there is no pair that talks");
    await assemble(world, pairs.length * 2 * SOCKETS_EACH);
    const traffic = world.traffic([
      { talker: await world.engine(talking, 0), pair: talking, rate: 5 },
      { talker: world.plain(talking, 1), pair: talking, rate: 5 },
    ]);
    traffic.begin();
    const storms = long ? 3 : 1;
    let slowest = 0;
    for (let storm = 0; storm < storms; storm += 1) slowest = Math.max(slowest, await stormOnce(world));
    traffic.stop();
    const figures = await world.verify();
    return `${count} sockets, ${storms} storms, back within ${Math.round(slowest)} ms: ${described(figures)}`;
  },
};

async function assemble(world: World, count: number): Promise<void> {
  const { pairs, server } = world;
  for (let n = 0; n < count; n += 1) {
    const pair = pairs[Math.floor(n / (2 * SOCKETS_EACH))];
    if (!pair) throw new Error("there are too few pairs");
    const headers = { "x-forwarded-for": `10.0.${n >> 8}.${n & 255}` };
    world.plain(pair, n % 2 === 0 ? 0 : 1, { url: server.url, headers, pollEvery: POLL_MS });
    if (n % AT_ONCE === AT_ONCE - 1) await allConnected(world);
  }
  await allConnected(world);
}

/** @returns how long it took until everybody was back, in milliseconds */
async function stormOnce(world: World): Promise<number> {
  const { server } = world;
  // Something that all of them miss.
  const missed = world.traffic([]);
  await server.end("SIGKILL");
  const gone = performance.now();
  await server.start();
  for (const seat of world.seats.filter((_, index) => index % (2 * SOCKETS_EACH) === 0)) missed.write(seat);
  await allConnected(world);
  return performance.now() - gone;
}

function allConnected(world: World): Promise<void> {
  const away = () => world.plainClients().filter(({ socket }) => !socket.connected).length;
  return waitUntil(() => away() === 0, {
    within: BACK_MS,
    what: () => `all sockets are back; ${away()} are not`,
  });
}
