import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { expect, test } from "vitest";
import { Account } from "../demo/account.ts";
import { openTestServer } from "./open-test-server.ts";
import { readText, root } from "./repository.ts";

const example = /^```js\n([\s\S]*?)^```/m.exec(readText("README.md"))?.[1] ?? "";

test("README's own client is as short as it is said to be", () => {
  expect(example.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(20);
});

test("README's own client signs in, sends and hears what arrives (G1, G9)", { timeout: 30_000 }, async ({
  signal,
}) => {
  await using server = await openTestServer();
  const email = "ada@example.org";
  const ada = await Account.signUp(server.url, { name: "Ada", email, password: "correct horse" });
  const grace = await Account.signUp(server.url, {
    name: "Grace",
    email: "grace@example.org",
    password: "battery staple",
  });
  const { id } = await ada.matchWith(grace);

  const client = spawn(process.execPath, ["--input-type=module", "--eval", example], {
    cwd: root,
    env: { ...process.env, API: server.url, EMAIL: email, PASSWORD: "correct horse" },
    stdio: ["ignore", "pipe", "inherit"],
    signal,
  });
  const said = linesOf(client);
  const first = [await said.next(), await said.next()].map(({ value }) => value);
  expect(first.sort()).toEqual(["1: Hello", "stored as number 1"]);
  await grace.call("POST", `/api/messages/${id}`, { content: "Hello, Ada" });
  expect(await said.next()).toEqual({ done: false, value: "2: Hello, Ada" });
  client.kill();
  await once(client, "close");
});

/** What a program prints, line by line, from its first on. */
function linesOf(program: ChildProcessByStdio<null, Readable, null>): AsyncIterator<string> {
  return createInterface({ input: program.stdout })[Symbol.asyncIterator]();
}
