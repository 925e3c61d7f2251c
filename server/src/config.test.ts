import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, Environment, readConfig } from "./config.ts";

function mistakes(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  test("has the documented defaults", () => {
    expect(readConfig({})).toEqual({
      port: 5001,
      host: "127.0.0.1",
      webPort: 3000,
      apiUrl: "http://localhost:5001",
      webOrigins: ["http://localhost:3000"],
      dataDir: resolve("data"),
      mongodbUrl: undefined,
      redisUrl: undefined,
      trustedProxies: [],
      rateLimits: true,
      logLevel: "info",
      failpoint: undefined,
    });
  });

  test("cannot be changed", () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.webOrigins)).toBe(true);
    expect(Object.isFrozen(config.trustedProxies)).toBe(true);
  });

  test("takes an empty variable for one that is not set", () => {
    expect(readConfig({ PORT: "", LOG_LEVEL: "" })).toEqual(readConfig({}));
  });

  test("reads lists with white space and a port of 0", () => {
    const config = readConfig({
      PORT: "0",
      WEB_ORIGIN: "https://chat.example.org , http://localhost:3000,",
      TRUSTED_PROXIES: "10.0.0.1, 192.168.0.0/16, fd00::/8",
    });
    expect(config).toMatchObject({
      port: 0,
      webOrigins: ["https://chat.example.org", "http://localhost:3000"],
      trustedProxies: ["10.0.0.1", "192.168.0.0/16", "fd00::/8"],
    });
  });

  test("reports every mistake at once, by name, without the value", () => {
    const wrong = {
      PORT: "65536",
      HOST: "not!valid",
      WEB_PORT: "-1",
      NEXT_PUBLIC_API_URL: "localhost:5001",
      WEB_ORIGIN: "*",
      MONGODB_URL: "postgres://localhost",
      REDIS_URL: "redis.example.org:6379",
      TRUSTED_PROXIES: "10.0.0.0/33",
      RATE_LIMITS: "maybe",
      LOG_LEVEL: "loud",
      FAILPOINT: "K0:kill",
    };
    const found = mistakes(wrong);
    expect(found.map((mistake) => mistake.split(" ")[0])).toEqual(Object.keys(wrong));
    for (const value of Object.values(wrong)) expect(found.join("\n")).not.toContain(value);
  });

  test.each([
    "*",
    "http://localhost:3000/",
    "http://localhost:3000/path",
    "http://user:secret@localhost",
    "HTTP://localhost",
    "ftp://localhost",
    "null",
    ",",
  ])("refuses the web origin %s", (origin) => {
    expect(mistakes({ WEB_ORIGIN: origin })[0]).toMatch(/^WEB_ORIGIN must/);
  });

  test.each(["http://chat.example.org", "http://8.8.8.8", "http://[2001:db8::1]"])(
    "refuses %s, over which sessions would travel in the clear",
    (url) => {
      expect(mistakes({ NEXT_PUBLIC_API_URL: url })[0]).toContain("https://");
    },
  );

  test.each([
    "https://chat.example.org",
    "http://192.168.1.20:5001",
    "http://server:5001",
    "http://[::1]:5001",
  ])("accepts %s", (url) => {
    expect(readConfig({ NEXT_PUBLIC_API_URL: url }).apiUrl).toBe(url);
  });
});

test(".env.example says what the schema says", () => {
  const lines = Object.entries(Environment.shape).map(
    ([name, schema]) => `# ${schema.description}\n${name}=${schema.def.defaultValue}\n`,
  );
  const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  expect(example).toBe(
    ["# Copy to .env.local and change what differs. An empty variable has its default.\n", ...lines].join(
      "\n",
    ),
  );
});
