import { inject } from "vitest";
import { type Deviation, storeContract } from "../contract/store-contract.ts";
import { openStore } from "./support/open-store.ts";
import { scratchDatabase } from "./support/scratch-database.ts";

const OF_FERRETDB: Deviation = {
  reason:
    "FerretDB v1 reads, changes and writes in three steps; only inserts under unique keys are atomic there",
  tests: ["parallel updates of different members do not undo each other"],
};

storeContract(
  "MongoDB",
  async () => {
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
  },
  inject("updatesAreAtomic") ? [] : [OF_FERRETDB],
);
