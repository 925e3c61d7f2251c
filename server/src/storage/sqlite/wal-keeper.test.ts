import { expect, test } from "vitest";
import { WalKeeper } from "./wal-keeper.ts";

const MIB = 256;

function keeper() {
  const calls: string[] = [];
  const it = new WalKeeper({ copy: () => calls.push("copy"), finish: () => calls.push("finish") });
  return { it, calls };
}

test("a short log is left alone", () => {
  const { it, calls } = keeper();
  for (let pages = 1; pages < 32 * MIB; pages += 10) it.committed(pages);
  expect(calls).toStrictEqual([]);
});

test("a log of 32 MiB is copied, once at a time", () => {
  const { it, calls } = keeper();
  it.committed(32 * MIB);
  it.committed(33 * MIB);
  expect(calls).toStrictEqual(["copy"]);
});

test("it is copied again after another 32 MiB, or when it has started over", () => {
  const { it, calls } = keeper();
  it.committed(32 * MIB);
  it.copied();
  it.committed(64 * MIB - 1);
  expect(calls).toHaveLength(1);
  it.committed(10);
  it.committed(31 * MIB);
  expect(calls).toHaveLength(1);
  it.committed(32 * MIB);
  expect(calls).toStrictEqual(["copy", "copy"]);
});

test("F16 a log that grew to 64 MiB meanwhile is finished by the writer, so that it can start over", () => {
  const { it, calls } = keeper();
  it.committed(32 * MIB);
  it.committed(64 * MIB);
  it.copied();
  expect(calls).toStrictEqual(["copy", "finish"]);
  it.committed(90 * MIB);
  expect(calls).toHaveLength(2);
  it.finished();
  it.committed(32 * MIB);
  expect(calls).toStrictEqual(["copy", "finish", "copy"]);
});

test("F14 on a full disk the writer makes room in the log, once at a time", () => {
  const { it, calls } = keeper();
  it.committed(10);
  it.refused();
  it.refused();
  expect(calls).toStrictEqual(["finish"]);
  it.finished();
  it.refused();
  expect(calls).toStrictEqual(["finish", "finish"]);
});
