/**
 * `node bench/profile.ts [seconds] [http]`: what our server spends its CPU on while it is saturated with sends over the
 * socket or over HTTP, thread by thread. Shares, not times: the profiler itself costs a few per cent.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ours } from "./contenders/ours.ts";
import { Template } from "./contenders/template.ts";
import { closedLoop } from "./load/closed-loop.ts";
import { separateCores } from "./machine/cores.ts";
import { type Cost, costsOf } from "./machine/cpu-profile.ts";
import { Sender } from "./workloads/sender.ts";

const PAIRS = 50;
const IN_FLIGHT = 128;
const WARM_UP_MS = 3_000;
const SHOWN = 25;

const milliseconds = Number(process.argv[2] ?? 5) * 1_000;
const transport = process.argv[3] === "http" ? "http" : "socket";
const { serverPrefix } = separateCores();
const directory = mkdtempSync(join(tmpdir(), "bench-profile-"));
const template = await Template.make(ours, { people: PAIRS * 2, conversations: PAIRS });
const nodeArguments = ["--cpu-prof", `--cpu-prof-dir=${directory}`];
let loadBegan = 0;
{
  await using server = await template.start({ prefix: serverPrefix, nodeArguments });
  const sender = await Sender.open(server, template.population, PAIRS);
  await sender.inTurn(transport, (traffic) => closedLoop(traffic, IN_FLIGHT, WARM_UP_MS));
  loadBegan = performance.now();
  const round = await sender.inTurn(transport, (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds));
  console.log(
    `${round.operations} messages, ${Math.round(round.perSecond)}/s, ${round.cpuMicroseconds.toFixed(1)} µs each with the profiler`,
  );
  sender.close();
}
const loaded = (performance.now() - loadBegan) * 1_000;
await template.remove();
for (const file of readdirSync(directory)) {
  const { functions, packages } = costsOf(readFileSync(join(directory, file), "utf8"), loaded);
  const total = packages.reduce((sum, { microseconds }) => sum + microseconds, 0);
  console.log(`\n${file}: busy for ${(total / 1e6).toFixed(2)} s`);
  print(packages, total);
  console.log("");
  print(functions, total);
}
rmSync(directory, { recursive: true });

function print(costs: readonly Cost[], total: number): void {
  for (const { place, microseconds } of costs.slice(0, SHOWN))
    console.log(`${((microseconds / total) * 100).toFixed(1).padStart(6)} %  ${place}`);
}
