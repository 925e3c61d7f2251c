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
  for (let pages = 1; pages < 8 * MIB; pages += 10) it.committed(pages);
  expect(calls).toStrictEqual([]);
});

test("a log of 8 MiB is copied, once at a time", () => {
  const { it, calls } = keeper();
  it.committed(8 * MIB);
  it.committed(9 * MIB);
  expect(calls).toStrictEqual(["copy"]);
});

test("it is copied again after another 8 MiB, or when it has started over", () => {
  const { it, calls } = keeper();
  it.committed(8 * MIB);
  it.committed(10 * MIB);
  it.copied();
  it.committed(18 * MIB - 1);
  expect(calls).toHaveLength(1);
  it.committed(18 * MIB);
  expect(calls).toHaveLength(2);
  it.copied();
  it.committed(10);
  it.committed(8 * MIB);
  expect(calls).toStrictEqual(["copy", "copy", "copy"]);
});

test("F16 a log that grew to 32 MiB meanwhile is finished by the writer, so that it can start over", () => {
  const { it, calls } = keeper();
  it.committed(8 * MIB);
  it.committed(32 * MIB);
  it.copied();
  expect(calls).toStrictEqual(["copy", "finish"]);
  it.committed(90 * MIB);
  expect(calls).toHaveLength(2);
  it.finished();
  it.committed(8 * MIB);
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
