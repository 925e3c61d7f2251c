import { expect, test } from "vitest";
import { openLog } from "../../server/src/log.ts";
import { plainLog } from "./plain-log.ts";

/** What the server's own log makes of this. */
function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  let output = "";
  write(
    openLog("info", {
      write: (line: string) => {
        output += line;
      },
    }),
  );
  return output;
}

test("a program that ended says why in its sentence, without stack, cause and what follows from it", () => {
  const cause = new Error("database is locked");
  const error = new Error("Another process already uses this data: stop it.", { cause });
  const output = logged((log) => {
    log.fatal({ error }, "could not start");
    log.info("stopped");
  });
  expect(plainLog(output)).toBe("Another process already uses this data: stop it.");
});

test("everything else stays as it is", () => {
  const warning = logged((log) => log.warn({ error: new Error("x") }, "later"));
  expect(plainLog(`node: bad option\n${warning}null\n{"level":"fatal"}`)).toBe(
    `node: bad option\n${warning}null\n{"level":"fatal"}`,
  );
});

test("that a program is up goes without saying, what it warns of does not", () => {
  const warning = logged((log) => log.warn("others may look into the data"));
  const ready = logged((log) => log.info("ready"));
  expect(plainLog(warning + ready)).toBe(warning.trim());
  expect(plainLog(ready)).toBe("");
});
