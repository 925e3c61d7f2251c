import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Child } from "../start/child.ts";

/** The least that Next takes: what its page weighs, every page of this version weighs. */
const SOURCES: Record<string, string> = {
  "app/layout.js":
    "export default function Layout({ children }) { return <html><body>{children}</body></html>; }\n",
  "app/page.js": "export default function Page() { return <p>Nothing</p>; }\n",
  "package.json": "{}\n",
};
/** Written last: a directory without it is not a whole build. */
const COMPLETE = "COMPLETE";

/** The build of an app with one empty page by the very version of Next that we use; made once for each version. */
export async function emptyPageBuild(root: string): Promise<string> {
  const app = join(root, ".next/empty-page", versions(root));
  const build = join(app, ".next");
  if (existsSync(join(app, COMPLETE))) return build;
  rmSync(app, { recursive: true, force: true });
  mkdirSync(join(app, "app"), { recursive: true });
  for (const [path, text] of Object.entries(SOURCES)) writeFileSync(join(app, path), text);
  const child = new Child({
    name: "The build of an empty page",
    script: [join(root, "node_modules/next/dist/bin/next"), "build"],
    cwd: app,
    env: { ...process.env, NODE_ENV: "production" },
  });
  if ((await child.ended) !== 0)
    throw new Error(`The empty page could not be built:\n${child.output.trim()}`);
  writeFileSync(join(app, COMPLETE), "");
  return build;
}

/** Of everything that is in an empty page. */
function versions(root: string): string {
  return ["next", "react-dom"]
    .map((name) => {
      const { version } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
      return `${name}-${version}`;
    })
    .join("-");
}
