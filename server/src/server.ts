import { LRUCache } from "lru-cache";
import { type Accounts, openAccounts } from "./accounts/open-accounts.ts";
import { clientAddress } from "./client-address.ts";
import type { Config } from "./config.ts";
import { ConnectionCap } from "./connection-cap.ts";
import { createDomain, type Domain } from "./domain/domain.ts";
import type { Clock, Random, Store } from "./domain/ports.ts";
import { failingBudget } from "./failpoints/failing-budget.ts";
import { failingFanout } from "./failpoints/failing-fanout.ts";
import { failingStore } from "./failpoints/failing-store.ts";
import { Failpoint } from "./failpoints/failpoint.ts";
import { createLocalFanout } from "./fanout/local.ts";
import { HttpServer } from "./http-server.ts";
import { type Log, openLog } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { type Neighbours, openNeighbours } from "./open-neighbours.ts";
import { type OpenStore, openStorage, type Storage } from "./open-storage.ts";
import { isPrivateAddress } from "./private-address.ts";
import { Readiness } from "./readiness.ts";
import { apiRoutes, createApp } from "./routes/app.ts";
import { createSendBudget } from "./send-budget.ts";
import { attachSockets } from "./sockets/attach-sockets.ts";
import { ChatRooms } from "./sockets/chat-rooms.ts";
import type { ChatServer } from "./sockets/chat-socket.ts";
import { createSocketServer } from "./sockets/create-socket-server.ts";
import { systemClock } from "./system-clock.ts";
import { systemRandom } from "./system-random.ts";

export interface RunningServer {
  url: string;
  port: number;
  /** the operations below /api that need a session */
  routes: readonly { method: string; path: string }[];
  /** Resolves, with the reason, when the server cannot go on: close it and exit. */
  failed: Promise<Error>;
  /** Finishes what was begun and closes everything, in 10 s at most (G15). */
  close(): Promise<void>;
}

/** What tests, and deployments that are not one process with SQLite, put in place of the usual. */
interface Overrides {
  clock?: Clock;
  random?: Random;
  log?: Log;
  openStore?: OpenStore;
}

/** What every part may need. */
interface Ground {
  config: Config;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: Metrics;
  /** where this process is to fail on purpose; undefined: nowhere */
  failpoint: Failpoint | undefined;
}

/** How long requests that were begun may take when the server stops. */
const DRAIN_MS = 5_000;
/** So long a node that stops takes requests that others could: a balancer that asks /readyz twice a second has noticed. */
const NOTICE_MS = 1_000;

/**
 * Opens every part and wires them: the only place that knows them all. Whatever is open when a later part fails is
 * closed again, and stopping goes the same way back: first nobody comes in any more, last the stores close.
 */
export async function startServer(config: Config, overrides: Overrides = {}): Promise<RunningServer> {
  const { clock = systemClock, random = systemRandom } = overrides;
  const log = overrides.log ?? openLog(config.logLevel);
  const failpoint = config.failpoint && new Failpoint(config.failpoint, log);
  const ground: Ground = { config, clock, random, log, metrics: createMetrics(), failpoint };
  await using opened = new AsyncDisposableStack();
  if (config.failpoint) log.warn(config.failpoint, "FAILPOINT: this process fails on purpose");
  if (!config.rateLimits) log.warn("RATE_LIMITS=off: anybody may do anything as often as they like");
  const storage = await openOwnStorage(ground, overrides.openStore);
  opened.defer(() => storage.close());
  const { store } = storage;
  const neighbours = await openNeighbours(ground);
  opened.defer(() => neighbours.close());
  const http = new HttpServer(ground);
  const io = createSocketServer(http.server, config.webOrigins);
  const domain = createOwnDomain(ground, { store, io, neighbours });
  opened.defer(() => domain.stop());
  const accounts = await openOwnAccounts(ground, { storage, neighbours, domain });
  opened.defer(() => accounts.close());
  opened.defer(() => http.close());

  const readiness = new Readiness({ store, clock });
  const sockets = openToClients(ground, { http, io, domain, accounts, neighbours, readiness });
  opened.defer(async () => {
    readiness.drain();
    // First the sockets: who polls needs one more request to hear the farewell.
    await Promise.all([sockets.close(), config.mongodbUrl && passed(clock, NOTICE_MS)]);
    await failpoint?.reach("K9");
    await http.drain(DRAIN_MS);
  });
  const port = await http.listen(config);

  const running = opened.move();
  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`,
    port,
    routes: apiRoutes(domain).map(({ method, path }) => ({ method, path: `/api${path}` })),
    failed: store.fatal,
    close: () => running.disposeAsync(),
  };
}

function passed(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => clock.after(milliseconds, resolve));
}

async function openOwnStorage(ground: Ground, openStore: OpenStore | undefined): Promise<Storage> {
  const { failpoint } = ground;
  const beforeCommit = failpoint && (() => failpoint.reachNow("K7"));
  const storage = await openStorage({ ...ground, openStore, beforeCommit });
  return failpoint ? { ...storage, store: failingStore(storage.store, failpoint) } : storage;
}

function createOwnDomain(
  ground: Ground,
  { store, io, neighbours }: { store: Store; io: ChatServer; neighbours: Neighbours },
): Domain {
  const { log, metrics, failpoint } = ground;
  const { whereabouts } = neighbours;
  const rooms = new ChatRooms(io);
  const relay = neighbours.relayFor(rooms);
  if (relay) rooms.connect(relay);
  const fanout = createLocalFanout({ rooms, log, registry: metrics.registry });
  const domain = createDomain({
    ...ground,
    store,
    whereabouts,
    fanout: failpoint ? failingFanout(fanout, failpoint) : fanout,
    makeCache: (max) => new LRUCache({ max }),
    onError: (error) => log.error({ error }, "work that nobody waits for failed"),
  });
  whereabouts.onLost((userIds) => domain.presence.lost(userIds));
  return domain;
}

function openOwnAccounts(
  ground: Ground,
  { storage, neighbours, domain }: { storage: Storage; neighbours: Neighbours; domain: Domain },
): Promise<Accounts> {
  const { apiUrl, webOrigins, rateLimits } = ground.config;
  return openAccounts({
    ...ground,
    database: storage.accounts,
    secret: storage.secret,
    endings: neighbours.endings,
    openBudget: neighbours.openBudget,
    baseUrl: apiUrl,
    webOrigins,
    rateLimits,
    register: (person) => domain.people.register(person),
  });
}

interface Inside {
  http: HttpServer;
  io: ChatServer;
  domain: Domain;
  accounts: Accounts;
  neighbours: Neighbours;
  readiness: Readiness;
}

/** The two ways in: HTTP routes and sockets, with one budget and one idea of who is asking. */
function openToClients(ground: Ground, { http, io, domain, accounts, neighbours, readiness }: Inside) {
  const { config, metrics, failpoint } = ground;
  const { openBudget } = neighbours;
  const spendSend = createSendBudget(openBudget, config.rateLimits);
  const addressOf = clientAddress(config.trustedProxies);
  const { trustedProxies } = config;
  const onRefused = () => metrics.refusedConnections.inc();
  const cap = new ConnectionCap({ trustedProxies, addressOf, onRefused });
  if (config.rateLimits) cap.watch(http.server);
  const shared = {
    ...ground,
    openBudget,
    domain,
    sessions: accounts.sessions,
    webOrigins: config.webOrigins,
    rateLimits: config.rateLimits,
    spendSend: failpoint ? failingBudget(spendSend, failpoint) : spendSend,
    addressOf,
    https: config.apiUrl.startsWith("https:"),
  };
  const app = createApp({
    ...shared,
    handleAccountCall: accounts.handle,
    health: { metrics, isPrivateAddress, ready: () => readiness.check() },
    // Without a proxy each request is on a connection of its client's own.
    admit: config.rateLimits && trustedProxies.length > 0 ? cap.admit : undefined,
  });
  http.serve(app);
  return attachSockets({ ...shared, io, registry: metrics.registry });
}
