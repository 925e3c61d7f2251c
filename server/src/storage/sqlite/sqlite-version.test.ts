import { expect, test } from "vitest";
import { requireSqlite } from "./sqlite-version.ts";

test.each(["3.51.2", "3.50.9", "3.6.0", "2.99.99", "0"])("G15 SQLite %s is refused", (version) => {
  expect(() => requireSqlite(version)).toThrow(/SQLite .* can corrupt a database; 3\.51\.3 is the oldest/);
});

test.each(["3.51.3", "3.51.10", "3.52.0", "4.0.0", process.versions["sqlite"] ?? ""])(
  "G15 SQLite %s is good enough",
  (version) => {
    expect(() => requireSqlite(version)).not.toThrow();
  },
);
