import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openLog } from "../log.ts";
import { authEndpoints } from "../routes/auth.ts";
import { createAuth, DISABLED_PATHS } from "./auth.ts";

test("everything that the account library could serve is either offered or refused", () => {
  using database = new DatabaseSync(":memory:");
  const auth = createAuth({
    database,
    secret: "0123456789abcdef".repeat(4),
    baseUrl: "http://localhost:5001",
    webOrigins: [],
    rateLimits: false,
    log: openLog("silent"),
    onSignedUp: () => Promise.resolve(),
    onSessionStarted: () => Promise.resolve(),
    onSessionEnded: () => Promise.resolve(),
  });
  const served = Object.values(auth.api)
    .map((endpoint) => endpoint.path)
    .filter((path) => path !== undefined);
  const offered = authEndpoints({
    sessions: {
      verify: () => Promise.resolve(undefined),
      stillValid: () => Promise.resolve(new Set()),
      onEnded: () => () => {},
      onDoubt: () => () => {},
    },
    addressOf: () => "",
    handleAccountCall: () => Promise.reject(new Error("not called")),
  }).map(({ path }) => path);
  expect(new Set([...offered, ...DISABLED_PATHS])).toEqual(new Set(served));
  expect(offered.filter((path) => DISABLED_PATHS.includes(path))).toEqual([]);
});
