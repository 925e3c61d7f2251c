import { within } from "./weather.ts";
import type { World } from "./world.ts";

interface Disaster {
  weight: number;
  strike: (world: World) => string;
}

/** Milliseconds. */
const DOWN: readonly [number, number] = [200, 15_000];
const FROZEN: readonly [number, number] = [500, 40_000];
const OUTAGE: readonly [number, number] = [200, 8_000];
/** How far somebody sets a clock. */
const JUMP_MS = 2 * 3_600_000;
const DAYS_MS = 3 * 86_400_000;

const DISASTERS: readonly Disaster[] = [
  { weight: 4, strike: crash },
  { weight: 2, strike: freeze },
  { weight: 2, strike: loseBus },
  { weight: 2, strike: loseStore },
  { weight: 2, strike: failOver },
  { weight: 3, strike: cutLines },
  { weight: 2, strike: jumpClock },
];

const TOTAL = DISASTERS.reduce((sum, { weight }) => sum + weight, 0);

/** Breaks something of the deployment; it mends itself later, or when the storm is over. Answers what it was. */
export function strike(world: World): string {
  let left = world.random.fraction() * TOTAL;
  for (const disaster of DISASTERS) {
    left -= disaster.weight;
    if (left <= 0) return disaster.strike(world);
  }
  return "nothing";
}

/** The storm is over: everything runs. */
export function mend(world: World): void {
  for (const node of world.nodes) {
    node.restart();
    node.thaw();
  }
  world.bus.isUp = true;
}

function anyNode({ nodes, random }: World) {
  const node = nodes[random.below(nodes.length)];
  if (node === undefined) throw new Error("a world has nodes");
  return node;
}

function crash(world: World): string {
  const node = anyNode(world);
  node.crash();
  world.scheduler.after(within(world.random, DOWN), () => node.restart());
  return `${node.name} crashes`;
}

function freeze(world: World): string {
  const node = anyNode(world);
  node.process.freeze();
  world.scheduler.after(within(world.random, FROZEN), () => node.thaw());
  return `${node.name} freezes`;
}

function loseBus({ bus, scheduler, random }: World): string {
  bus.isUp = false;
  scheduler.after(within(random, OUTAGE), () => {
    bus.isUp = true;
  });
  return "the bus is gone";
}

function loseStore({ weather, scheduler, random }: World): string {
  const { storeRefuses } = weather;
  if (storeRefuses === 1) return "the store is gone already";
  weather.storeRefuses = 1;
  scheduler.after(within(random, OUTAGE), () => {
    if (weather.storeRefuses === 1) weather.storeRefuses = storeRefuses;
  });
  return "the store is gone";
}

function failOver({ majority }: World): string {
  majority?.failOver();
  return "the store fails over";
}

function cutLines(world: World): string {
  const node = anyNode(world);
  for (const line of node.lines) line.tear();
  return `the lines of ${node.name} break`;
}

function jumpClock(world: World): string {
  const node = anyNode(world);
  node.skew += (world.random.fraction() - 0.5) * 2 * world.random.pick([JUMP_MS, DAYS_MS]);
  node.skew = Math.round(node.skew);
  return `the clock of ${node.name} jumps`;
}
