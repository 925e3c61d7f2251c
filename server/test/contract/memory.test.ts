import { MemoryData } from "../support/memory-data.ts";
import { openMemoryStore } from "../support/memory-store.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { storeContract } from "./store-contract.ts";

storeContract("memory", async () => {
  const clock = new VirtualClock();
  const data = new MemoryData();
  let store = openMemoryStore({ clock, data });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = openMemoryStore({ clock, data });
      return store;
    },
    dispose: () => store.close(),
  };
});
