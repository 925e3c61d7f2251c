/** `npm run build`: what `npm start` would otherwise do first. */
import { loadEnvFiles } from "../server/src/config.ts";
import { root } from "./start/programs.ts";
import { readSettings } from "./start/settings.ts";
import { ensureWebBuild } from "./start/web-build.ts";

loadEnvFiles();
const { directory, release } = await ensureWebBuild({ root, env: readSettings(process.env).env });
release();
process.stdout.write(`The web app is built in ${directory}.\n`);
