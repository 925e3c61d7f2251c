import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { type FailpointOrder, parseFailpoint } from "./failpoints/failpoint.ts";
import { isPrivateAddress } from "./private-address.ts";

/** Everything that can be set from outside, checked. Frozen. */
export interface Config {
  /** 0: any free port */
  port: number;
  host: string;
  webPort: number;
  /** where browsers find this server: an origin */
  apiUrl: string;
  /** origins from which browsers may use this server, exactly as they send them */
  webOrigins: readonly string[];
  /** absolute */
  dataDir: string;
  /** undefined: SQLite in dataDir, for one process */
  mongodbUrl: string | undefined;
  /** undefined: nodes hear of each other only through the database */
  redisUrl: string | undefined;
  /** addresses and subnets of reverse proxies whose X-Forwarded-For is believed */
  trustedProxies: readonly string[];
  rateLimits: boolean;
  logLevel: (typeof LOG_LEVELS)[number];
  /** where this process fails on purpose; undefined: nowhere */
  failpoint: FailpointOrder | undefined;
}

/** Lists every mistake at once: the variable and what it should be, never what it is. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(["The configuration is not valid:", ...mistakes.map((mistake) => `  ${mistake}`)].join("\n"));
    this.mistakes = mistakes;
  }
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number, 0 to 65535")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be a port number, 0 to 65535");

/** Commas between, white space around them does not matter, an empty list is one. */
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const origin = z
  .string()
  .refine(isOrigin, "must be an exact web origin such as https://chat.example.org, without path or wildcard")
  .refine(
    (value) => !isOrigin(value) || isPrivate(new URL(value)),
    "must begin with https:// unless the host is on this machine or a private network: sessions would travel in the clear",
  );

/** The environment, with the defaults as one would write them there. `.env.example` says the same. */
export const Environment = z.object({
  PORT: port.prefault("5001").describe("Port of the API and the sockets"),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "must be a host name or an IP address")
    .prefault("127.0.0.1")
    .describe("Address on which the API, the sockets and the web app listen"),
  WEB_PORT: port.prefault("3000").describe("Port of the web app"),
  NEXT_PUBLIC_API_URL: origin.prefault("http://localhost:5001").describe("Where the browser finds the API"),
  WEB_ORIGIN: list
    .pipe(z.array(origin).min(1, "must name at least one origin"))
    .prefault("http://localhost:3000")
    .describe("Web origins that may use the API, comma-separated, exact"),
  DATA_DIR: z.string().prefault("./data").describe("Directory of the databases and the generated secrets"),
  MONGODB_URL: z
    .string()
    .regex(/^(mongodb(\+srv)?:\/\/\S+)?$/, "must be a URL that begins with mongodb:// or mongodb+srv://")
    .prefault("")
    .describe("Past one machine: the database of all nodes, in the place of SQLite"),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, "must be a URL such as redis://:password@host:6379 or rediss://host")
    .prefault("")
    .describe("Past one machine: carries what happens on one node to the others at once"),
  TRUSTED_PROXIES: list
    .pipe(z.array(z.string().refine(isSubnet, "must list IP addresses or subnets such as 10.0.0.0/8")))
    .prefault("")
    .describe("Reverse proxies whose X-Forwarded-For is believed: addresses or subnets, comma-separated"),
  RATE_LIMITS: z
    .enum(["on", "off"], "must be on or off")
    .prefault("on")
    .describe("off only for benchmarks and tests"),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)
    .prefault("info")
    .describe(`How much is logged: ${LOG_LEVELS.join(", ")}`),
  FAILPOINT: z
    .string()
    .refine(
      (text) => text === "" || parseFailpoint(text) !== undefined,
      "must be a place, an action and perhaps a count, such as K3:kill or K3:kill:7",
    )
    .prefault("")
    .describe("Only for tests of faults: where the server fails on purpose, such as K3:kill"),
});

/** Files that are read like an environment; what is set already wins, then what is set in the first. */
const ENV_FILES = [".env.local", ".env"];

/** Adds the variables of the .env files in the working directory, as the web app does, to the environment. */
export function loadEnvFiles(): void {
  for (const file of ENV_FILES) if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * The only reader of the environment. An empty variable counts as not set.
 * @throws ConfigError
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(set);
  if (!result.success)
    throw new ConfigError([
      ...new Set(result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`)),
    ]);
  const read = result.data;
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    webPort: read.WEB_PORT,
    apiUrl: read.NEXT_PUBLIC_API_URL,
    webOrigins: Object.freeze(read.WEB_ORIGIN),
    dataDir: resolve(read.DATA_DIR),
    mongodbUrl: read.MONGODB_URL || undefined,
    redisUrl: read.REDIS_URL || undefined,
    trustedProxies: Object.freeze(read.TRUSTED_PROXIES),
    rateLimits: read.RATE_LIMITS === "on",
    logLevel: read.LOG_LEVEL,
    failpoint: parseFailpoint(read.FAILPOINT),
  });
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ["http:", "https:"].includes(url.protocol) && url.origin === text;
}

/** With a host, and a number as its database if there is one. */
function isRedisUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return text === "";
  return (
    ["redis:", "rediss:"].includes(url.protocol) && url.hostname !== "" && /^(\/\d{0,3})?$/.test(url.pathname)
  );
}

function isSubnet(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (prefix === undefined) return bits > 0;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

/** Whether a plain http connection to this URL stays on the machine or in a network that belongs to its owner. */
function isPrivate({ protocol, hostname }: URL): boolean {
  if (protocol === "https:" || !/[.:]/.test(hostname)) return true;
  if (/\.(localhost|local|internal|test)$/.test(hostname)) return true;
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) !== 0 && isPrivateAddress(address);
}
