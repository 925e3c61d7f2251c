import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../../src/log.ts";
import { openSqliteStore } from "../../src/storage/sqlite/open-sqlite-store.ts";
import { systemClock } from "../../src/system-clock.ts";
import { storeContract } from "./store-contract.ts";

storeContract("SQLite", async () => {
  const directory = mkdtempSync(join(tmpdir(), "duologue-contract-"));
  const open = () => openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  let store = await open();
  return {
    store,
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async dispose() {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
});
