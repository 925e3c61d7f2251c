import { storeContract } from "../contract/store-contract.ts";
import { openStore } from "./support/open-store.ts";
import { scratchDatabase } from "./support/scratch-database.ts";

storeContract("MongoDB", async () => {
  const database = await scratchDatabase();
  const open = () => openStore(database.connection);
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
