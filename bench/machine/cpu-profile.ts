import { z } from "zod";

const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
  endTime: z.number(),
});

export interface Cost {
  /** a function with its file and line, or a whole package */
  place: string;
  microseconds: number;
}

/**
 * Where a thread spent the last so many microseconds of its profile, dearest first: by function and by package. Time in
 * which it had nothing to do is left out.
 */
export function costsOf(
  profileJson: string,
  lastMicroseconds: number,
): { functions: Cost[]; packages: Cost[] } {
  const profile = Profile.parse(JSON.parse(profileJson));
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const packages = new Map<string, number>();
  let at = profile.endTime - profile.timeDeltas.reduce((sum, delta) => sum + delta, 0);
  for (const [index, id] of profile.samples.entries()) {
    at += profile.timeDeltas[index] ?? 0;
    if (at < profile.endTime - lastMicroseconds) continue;
    const frame = frames.get(id);
    const spent = profile.timeDeltas[index + 1] ?? 0; // a delta is the time since the sample before
    if (frame === undefined || frame.functionName === "(idle)") continue;
    const home = packageOf(frame.url, frame.functionName);
    const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
    const place = frame.url === "" ? name : `${name} ${shortened(frame.url)}:${frame.lineNumber + 1}`;
    functions.set(place, (functions.get(place) ?? 0) + spent);
    packages.set(home, (packages.get(home) ?? 0) + spent);
  }
  return { functions: dearestFirst(functions), packages: dearestFirst(packages) };
}

function dearestFirst(costs: ReadonlyMap<string, number>): Cost[] {
  return [...costs]
    .map(([place, microseconds]) => ({ place, microseconds }))
    .sort((one, other) => other.microseconds - one.microseconds);
}

function packageOf(url: string, functionName: string): string {
  if (url === "") return functionName.startsWith("(") ? functionName : "native code";
  if (url.startsWith("node:")) return `node:${url.slice("node:".length).split("/").slice(0, 2).join("/")}`;
  const library = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  return library?.[1] ?? ourFolder(url);
}

function ourFolder(url: string): string {
  const inside = /\/((?:server|protocol)\/src\/.*)$/.exec(url)?.[1];
  return inside === undefined ? shortened(url) : inside.split("/").slice(0, -1).join("/");
}

function shortened(url: string): string {
  return url.replace(/^.*\/node_modules\//, "").replace(/^file:\/\/.*\/(?=(?:server|protocol|bench)\/)/, "");
}
