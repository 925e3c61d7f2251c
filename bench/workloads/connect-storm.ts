import { inParallel } from "../contenders/in-parallel.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { personAt, type Template } from "../contenders/template.ts";
import { Device } from "../load/device.ts";
import { connectByPolling } from "../load/polling-connect.ts";
import { processUsage } from "../machine/process-usage.ts";
import { cpuTime, stolenSince } from "../machine/stolen-time.ts";
import type { Setting } from "./arena.ts";
import { type Interleaved, interleave, type Plan } from "./interleave.ts";
import type { Round } from "./round.ts";

/**
 * Of a herd that finds the server again all at once. So many that an upgrade, which waits for up to 100 ms in the engine,
 * never leaves the server idle.
 */
const AT_ONCE = 256;

type Connect = (url: string, token: string) => Promise<{ close: () => void }>;

/** W5: so many people connect with their session as fast as they are let in; ours over WebSocket, the naive one as the stock client does. */
export async function measureConnects(
  setting: Setting,
  plan: Plan & { connects: number },
): Promise<Interleaved> {
  await using ours = await setting.ours.start({ prefix: setting.serverPrefix });
  await using naive = await setting.naive.start({ prefix: setting.serverPrefix });
  await using twin = await setting.ours.start({ prefix: setting.serverPrefix });
  const bySocket: Connect = (url, token) => Device.connect({ url, token, place: 0, onFrame: () => {} });
  const byPolling: Connect = async (url, token) => {
    const socket = await connectByPolling(url, token);
    return { close: () => socket.terminate() };
  };
  const storm = (server: ServerProcess, template: Template, connect: Connect) => () =>
    stormOnce(server, template, { connect, connects: plan.connects });
  const result = await interleave(
    [
      { name: "ours", round: storm(ours, setting.ours, bySocket) },
      { name: "naive", round: storm(naive, setting.naive, byPolling) },
      { name: "twin", round: storm(twin, setting.ours, bySocket) },
    ],
    plan,
  );
  return result;
}

async function stormOnce(
  server: ServerProcess,
  { population }: Template,
  { connect, connects }: { connect: Connect; connects: number },
): Promise<Round> {
  const numbers = Array.from({ length: connects }, (_, number) => number);
  const stolenFrom = cpuTime();
  const generatorBefore = process.cpuUsage();
  const before = processUsage(server.pid).cpuMicroseconds;
  const start = performance.now();
  const connected = await inParallel(numbers, AT_ONCE, (number) =>
    connect(server.url, personAt(population, number % population.people.length).token),
  );
  const seconds = (performance.now() - start) / 1_000;
  const used = processUsage(server.pid).cpuMicroseconds - before;
  const generator = process.cpuUsage(generatorBefore);
  const stolen = stolenSince(stolenFrom);
  for (const one of connected) one.close();
  return {
    operations: connects,
    perSecond: connects / seconds,
    cpuMicroseconds: used / connects,
    writtenBytes: undefined,
    generatorBusy: (generator.user + generator.system) / 1e6 / seconds,
    stolen,
    latencies: {},
  };
}
