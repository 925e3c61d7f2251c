import type { AccountDatabase } from "./accounts/account-database.ts";
import { openSqliteAccounts } from "./accounts/sqlite-accounts.ts";
import { openDataDirectory } from "./data-directory.ts";
import type { Clock, Store } from "./domain/ports.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { openSecrets } from "./secrets.ts";
import { openSqliteStore } from "./storage/sqlite/open-sqlite-store.ts";

export interface OpenedStore extends Store {
  /** Resolves, with the reason, when nothing can be stored any more. */
  fatal: Promise<Error>;
}

export type OpenStore = (options: {
  directory: string;
  clock: Clock;
  log: Log;
  beforeCommit?: (() => void) | undefined;
}) => Promise<OpenedStore>;

/** Everything that outlives the process. */
export interface Storage {
  store: OpenedStore;
  /** closed by the accounts */
  accounts: AccountDatabase;
  /** signs session cookies and bearer tokens */
  secret: string;
  close(): Promise<void>;
}

interface StorageOptions {
  config: { dataDir: string; mongodbUrl: string | undefined };
  clock: Clock;
  log: Log;
  metrics: Metrics;
  beforeCommit?: (() => void) | undefined;
  /** in the place of SQLite's */
  openStore?: OpenStore | undefined;
}

/** One machine keeps everything in its data directory; several keep everything in one database, and nothing elsewhere. */
export function openStorage(options: StorageOptions): Promise<Storage> {
  const { mongodbUrl } = options.config;
  return mongodbUrl === undefined ? openDirectory(options) : openDatabase(mongodbUrl, options);
}

async function openDirectory(options: StorageOptions): Promise<Storage> {
  const { openStore = openSqliteStore, config, log } = options;
  const directory = config.dataDir;
  openDataDirectory(directory, log);
  // Before all else: the store makes sure that no other process owns the directory.
  const store = await openStore({ ...options, directory });
  try {
    const secret = openSecrets(directory).auth;
    return { store, accounts: openSqliteAccounts(directory), secret, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openDatabase(url: string, options: StorageOptions): Promise<Storage> {
  // Loaded by whoever needs it: the driver would make the start of everybody else slower and their processes larger.
  const [{ connectMongo }, { openMongoStore }, { mongoAccounts }] = await Promise.all([
    import("./storage/mongo/connect-mongo.ts"),
    import("./storage/mongo/open-mongo-store.ts"),
    import("./accounts/mongo-accounts.ts"),
  ]);
  const connection = await connectMongo(url);
  try {
    const store = await openMongoStore({ ...options, connection, registry: options.metrics.registry });
    return {
      store,
      accounts: mongoAccounts(connection.db, store.call),
      secret: store.accountsSecret,
      async close() {
        await store.close();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
