import { type Config, ConfigError, readConfig } from "../../server/src/config.ts";
import { StartError } from "./start-error.ts";

/** How both programs are run. */
export interface Settings {
  config: Config;
  /** the environment of both, with what follows from the ports filled in */
  env: NodeJS.ProcessEnv;
}

/** The server's own configuration; the two addresses follow the ports unless they are set. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { port, webPort, host } = read(env);
  for (const [name, value] of Object.entries({ PORT: port, WEB_PORT: webPort }))
    if (value === 0) throw new StartError(`${name} must be a port that a browser can be sent to, not 0.`);
  if (port === webPort) throw new StartError(`PORT and WEB_PORT are both ${port}; they must differ.`);
  const full = {
    ...env,
    HOST: host,
    PORT: String(port),
    WEB_PORT: String(webPort),
    NEXT_PUBLIC_API_URL: env["NEXT_PUBLIC_API_URL"] || localOrigin(port),
    WEB_ORIGIN: env["WEB_ORIGIN"] || localOrigin(webPort),
  };
  return { config: read(full), env: full };
}

function read(env: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(env);
  } catch (error) {
    throw error instanceof ConfigError ? new StartError(error.message) : error;
  }
}

/** As browsers write it: without a port that is the default of http. */
function localOrigin(port: number): string {
  return new URL(`http://localhost:${port}`).origin;
}
