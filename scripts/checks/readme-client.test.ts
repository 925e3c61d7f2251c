import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Account } from "../demo/account.ts";
import { openTestServer } from "./open-test-server.ts";
import { readText, root } from "./repository.ts";

const readme = readText("README.md");
const example = /^```js\n([\s\S]*?)^```/m.exec(readme)?.[1] ?? "";
const fileName = /Save it as \*\*([\w.]+)\*\*/.exec(readme)?.[1] ?? "";
/** The line that starts it, with the account that it names. */
const [command = "", email = "", password = ""] =
  /^EMAIL=(\S+) PASSWORD='([^']+)' node \S+$/m.exec(readme) ?? [];

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "duologue-readme-"));
  writeFileSync(join(directory, fileName), example);
  // In the place of `npm install socket.io-client`.
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("README's own client is as short as it is said to be", () => {
  expect(example.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(25);
});

test("README's own client signs in, sends and hears what arrives (G1, G9)", async () => {
  await using server = await openTestServer();
  const maya = await Account.signUp(server.url, { name: "Maya", email, password });
  const jonas = await Account.signUp(server.url, { name: "Jonas", email: "jonas@example.org", password });
  const { id } = await maya.matchWith(jonas);

  await using client = run(command, server.url);
  const first = [await client.line(), await client.line()];
  expect(first.sort()).toEqual(["1: Hello", "stored as number 1"]);
  await jonas.call("POST", `/api/messages/${id}`, { content: "Hello, Maya" });
  expect(await client.line()).toBe("2: Hello, Maya");
});

describe("README's own client says in one line why it cannot go on", () => {
  test("without an account, with a wrong password, without a match", async () => {
    await using server = await openTestServer();
    const maya = await Account.signUp(server.url, { name: "Maya", email, password });
    const jonas = await Account.signUp(server.url, { name: "Jonas", email: "jonas@example.org", password });
    const withoutAccount = command.replace(/^EMAIL=\S+ PASSWORD='[^']+' /, "");
    const wrong = command.replace(password, "no such password");
    expect(await refusal(withoutAccount, server.url)).toBe("Set EMAIL and PASSWORD to those of an account.");
    expect(await refusal(wrong, server.url)).toBe("The email address or the password is wrong");
    const alone = "You have no match yet: find one in the web app.";
    expect(await refusal(command, server.url)).toBe(alone);
    const { id } = await maya.matchWith(jonas);
    await jonas.call("DELETE", `/api/matches/${id}`);
    expect(await refusal(command, server.url)).toBe(alone);
  });

  test("without a server", async () => {
    const server = await openTestServer();
    await server[Symbol.asyncDispose]();
    expect(await refusal(command, server.url)).toBe(`Nothing answers at ${server.url}.`);
  });
});

/** Runs the line in a shell, where README says, against this server. */
function run(line: string, api: string) {
  const { EMAIL: _, PASSWORD: __, ...env } = process.env;
  const client = spawn("sh", ["-c", `exec env ${line}`], {
    cwd: directory,
    env: { ...env, API: api },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = linesOf(client);
  return {
    client,
    line: async () => (await lines.next()).value,
    async [Symbol.asyncDispose]() {
      client.kill();
      if (client.exitCode === null && client.signalCode === null) await once(client, "close");
    },
  };
}

/** What it says when it fails, which it must. */
async function refusal(line: string, api: string): Promise<string> {
  await using running = run(line, api);
  const said = text(running.client.stderr);
  const [code] = await once(running.client, "close");
  expect(code).toBe(1);
  return (await said).trimEnd();
}

/** What a program prints, line by line, from its first on. */
function linesOf(program: ChildProcessByStdio<null, Readable, Readable>): AsyncIterator<string> {
  return createInterface({ input: program.stdout })[Symbol.asyncIterator]();
}
