import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("without any variable it is the base configuration", () => {
  const { config, env } = readSettings({ NODE_ENV: "test" });
  expect(config).toMatchObject({ host: "127.0.0.1", port: 5001, webPort: 3000 });
  expect(env).toMatchObject({
    NEXT_PUBLIC_API_URL: "http://localhost:5001",
    WEB_ORIGIN: "http://localhost:3000",
  });
});

test("both addresses follow their ports", () => {
  const { config, env } = readSettings({ NODE_ENV: "test", PORT: "6001", WEB_PORT: "80" });
  expect(env).toMatchObject({ NEXT_PUBLIC_API_URL: "http://localhost:6001", WEB_ORIGIN: "http://localhost" });
  expect(config.webOrigins).toEqual(["http://localhost"]);
});

test("an address that is set stays, an empty one counts as not set", () => {
  const { env } = readSettings({
    NODE_ENV: "test",
    PORT: "6001",
    NEXT_PUBLIC_API_URL: "https://api.example.org",
    WEB_ORIGIN: "",
  });
  expect(env).toMatchObject({
    NEXT_PUBLIC_API_URL: "https://api.example.org",
    WEB_ORIGIN: "http://localhost:3000",
  });
});

test("I43 mistakes are named, all at once", () => {
  expect(() => readSettings({ NODE_ENV: "test", PORT: "x", RATE_LIMITS: "maybe" })).toThrow(
    /PORT.*\n.*RATE_LIMITS/,
  );
});

test("ports that cannot work together are refused in a sentence", () => {
  expect(() => readSettings({ NODE_ENV: "test", PORT: "3000" })).toThrow(
    "PORT and WEB_PORT are both 3000; they must differ.",
  );
  expect(() => readSettings({ NODE_ENV: "test", WEB_PORT: "0" })).toThrow(/^WEB_PORT must be a port/);
});
