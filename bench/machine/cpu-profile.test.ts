import { expect, test } from "vitest";
import { costsOf } from "./cpu-profile.ts";

const frame = (id: number, functionName: string, url: string) => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
});

const profile = {
  nodes: [
    frame(1, "send", "file:///home/somebody/server/src/domain/conversations.ts"),
    frame(2, "encode", "file:///home/somebody/node_modules/socket.io-parser/build/index.js"),
    frame(3, "(idle)", ""),
    frame(4, "(garbage collector)", ""),
    frame(5, "writev", "node:internal/stream_base_commons"),
  ],
  samples: [1, 2, 3, 2, 4, 5],
  timeDeltas: [0, 100, 200, 5_000, 50, 30],
  endTime: 6_000,
};

test("time is given to the function that ran, and to its package; idle time to none", () => {
  const { functions, packages } = costsOf(JSON.stringify(profile), 6_000);
  expect(functions).toEqual([
    { place: "encode socket.io-parser/build/index.js:10", microseconds: 250 },
    { place: "send server/src/domain/conversations.ts:10", microseconds: 100 },
    { place: "(garbage collector)", microseconds: 30 },
    { place: "writev node:internal/stream_base_commons:10", microseconds: 0 },
  ]);
  expect(packages.map(({ place }) => place)).toEqual([
    "socket.io-parser",
    "server/src/domain",
    "(garbage collector)",
    "node:internal/stream_base_commons",
  ]);
});

test("what happened before the time asked for is left out", () => {
  const { functions } = costsOf(JSON.stringify(profile), 100);
  expect(functions.map(({ place, microseconds }) => [place.split(" ")[0], microseconds])).toEqual([
    ["encode", 50],
    ["(garbage", 30],
    ["writev", 0],
  ]);
});
