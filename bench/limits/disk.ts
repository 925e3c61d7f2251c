import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Latencies } from "../stats/latencies.ts";

const PAGE_BYTES = 4_096;

/** Limit F: appending 4 KB to a file and flushing it. */
export function measureFlush(directory: string, repetitions: number): Latencies {
  const latencies = new Latencies();
  const file = openSync(join(directory, "flush"), "a");
  const page = Buffer.alloc(PAGE_BYTES, 1);
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const start = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    latencies.record(performance.now() - start);
  }
  closeSync(file);
  return latencies;
}

/** Limit C: one row in one transaction on node:sqlite, WAL, synchronous=FULL: the least that a lone durable message can take. */
export function measureCommit(directory: string, repetitions: number): Latencies {
  const latencies = new Latencies();
  const database = new DatabaseSync(join(directory, "commit.db"));
  database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  database.exec("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, content TEXT NOT NULL)");
  const insert = database.prepare("INSERT INTO message (content) VALUES (?)");
  const content = "x".repeat(100);
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const start = performance.now();
    insert.run(content);
    latencies.record(performance.now() - start);
  }
  database.close();
  return latencies;
}
