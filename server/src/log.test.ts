import { expect, test } from "vitest";
import { openLog } from "./log.ts";

test("what nobody may read in a log is replaced at every depth (R9)", () => {
  const lines: string[] = [];
  const log = openLog("info", { write: (line) => void lines.push(line) });
  for (const name of [
    "cookie",
    "authorization",
    "set-cookie",
    "set-auth-token",
    "token",
    "password",
    "content",
  ]) {
    log.info({ [name]: "canary" });
    log.info({ headers: { [name]: "canary" } });
    log.info({ request: { headers: { [name]: "canary" } } }, "hello");
  }
  expect(lines).toHaveLength(21);
  expect(lines.join("")).not.toContain("canary");
});

test("one record is one line, whatever it holds (R9)", () => {
  const lines: string[] = [];
  openLog("info", { write: (line) => void lines.push(line) }).error(
    { error: new Error("a\nb") },
    "c\r\nd\u2028e",
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    msg: "c\r\nd\u2028e",
    error: { message: "a\nb" },
  });
});
