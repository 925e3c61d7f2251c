import { MemoryStorage } from "./storage-memory.ts";
import { storageContract } from "./support/storage-contract.ts";

storageContract("storage in memory", async () => new MemoryStorage());
