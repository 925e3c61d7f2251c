import { inParallel } from "../contenders/in-parallel.ts";
import type { Template } from "../contenders/template.ts";
import { personAt } from "../contenders/template.ts";
import { Device } from "../load/device.ts";
import { collectGarbage } from "../machine/collect-garbage.ts";
import { processMemory } from "../machine/process-usage.ts";
import { slope } from "../stats/slope.ts";

const CONNECTS_AT_ONCE = 32;
const STEPS = 4;

export interface IdleSlope {
  /** proportional set size, bytes per connection */
  pss: number;
  rss: number;
}

/**
 * W4: connects more and more devices that then do nothing, and reads the memory after a garbage collection at each step.
 * The slope is the price of one connection; the price of the process itself drops out. Each joins its two rooms.
 */
export async function measureIdle(
  template: Template,
  { prefix, connections }: { prefix: readonly string[]; connections: number },
): Promise<IdleSlope> {
  await using server = await template.start({ prefix, nodeArguments: ["--inspect=127.0.0.1:0"] });
  const { population } = template;
  const devices: Device[] = [];
  const points: { connections: number; pss: number; rss: number }[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    const wanted = Math.round((connections * step) / STEPS) - devices.length;
    const numbers = Array.from({ length: wanted }, (_, index) => devices.length + index);
    const more = await inParallel(numbers, CONNECTS_AT_ONCE, async (number) => {
      const place = number % population.people.length;
      const { id, token } = personAt(population, place);
      const device = await Device.connect({ url: server.url, token, place, onFrame: () => {} });
      await device.request("join", id);
      const { matchId = "" } = population.conversations[Math.floor(place / 2)] ?? {};
      await device.request("join-conversation", matchId);
      return device;
    });
    devices.push(...more);
    await collectGarbage(server.said);
    points.push({ connections: devices.length, ...processMemory(server.pid) });
  }
  for (const device of devices) device.close();
  const bytesPer = (kind: "pss" | "rss") =>
    slope(points.map((point) => [point.connections, point[kind] * 1_024] as const));
  return { pss: bytesPer("pss"), rss: bytesPer("rss") };
}
