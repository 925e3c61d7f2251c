/**
 * `npm run check:bundle`: what a browser fetches before the messages page can be used, compared with an empty page of
 * the same version of Next. Fails when it is more than the budget. Builds what has not been built yet.
 */
import { emptyPageBuild } from "./bundle/empty-page.ts";
import { type RouteScript, routeScripts, totalBytes } from "./bundle/route-scripts.ts";
import { root } from "./start/programs.ts";
import { ensureWebBuild } from "./start/web-build.ts";

/** Route JavaScript of the messages page, as a multiple of an empty page's. */
const BUDGET = 1.35;

const { directory, release } = await ensureWebBuild({ root, env: process.env });
const ours = routeScripts(directory, "/messages/page");
release();
const empty = routeScripts(await emptyPageBuild(root), "/page");

const ratio = totalBytes(ours) / totalBytes(empty);
const within = ratio <= BUDGET;
process.stdout.write(
  [
    `Route JavaScript of /messages, compressed: ${inKib(ours)}; of an empty page: ${inKib(empty)}.`,
    `That is ${ratio.toFixed(3)} times as much, ${within ? "within" : "OVER"} the budget of ${BUDGET}.`,
    ...(within ? [] : byFile()),
    "",
  ].join("\n"),
);
if (!within) process.exitCode = 1;

function inKib(scripts: readonly RouteScript[]): string {
  return `${(totalBytes(scripts) / 1024).toFixed(1)} KiB`;
}

function byFile(): string[] {
  return ours
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes }) => `  ${(bytes / 1024).toFixed(1).padStart(6)} KiB  ${path}`);
}
