import { openLog } from "../../src/log.ts";
import { openMongoStore } from "../../src/storage/mongo/open-mongo-store.ts";
import { systemClock } from "../../src/system-clock.ts";
import { storeContract } from "../contract/store-contract.ts";
import { scratchDatabase } from "./support/scratch-database.ts";

storeContract("MongoDB", async () => {
  const database = await scratchDatabase();
  const { connection } = database;
  const open = () => openMongoStore({ connection, clock: systemClock, log: openLog("silent") });
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
      await database.dispose();
    },
  };
});
