import { expect, test } from "@playwright/test";
import { Terminal } from "./support/terminal.ts";

// The first one on a checkout builds the web app.
test.describe.configure({ timeout: 300_000 });

let terminal: Terminal;
test.afterEach(() => terminal.clear());

async function signInPage(): Promise<string> {
  const response = await fetch(`${terminal.webUrl}/sign-in`);
  expect(response.status).toBe(200);
  return response.text();
}

async function isListening(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

test("G15 npm start runs both programs, tells the address, and a stop leaves neither behind", async () => {
  terminal = await Terminal.start();
  expect(terminal.output).toContain(`Open ${terminal.webUrl}`);
  expect((await fetch(`${terminal.apiUrl}/readyz`)).status).toBe(200);
  // Whoever sets the variable from outside gets no demonstration.
  expect(await signInPage()).not.toContain("Nobody");

  terminal.signal("SIGTERM");

  expect(await terminal.ended).toBe(0);
  expect(terminal.output).toMatch(/\nStopping …\n(.*\n)*Stopped\.\n$/);
  expect(await isListening(terminal.apiUrl)).toBe(false);
  expect(await isListening(terminal.webUrl)).toBe(false);
  expect(terminal.leftovers()).toEqual(["data"]);
});

test("the demonstration offers its people on the sign-in page, and leaves nothing behind", async () => {
  terminal = await Terminal.start("--demo");
  expect(await signInPage()).toContain("Maya Lindqvist");

  terminal.signal("SIGINT");

  expect(await terminal.ended).toBe(0);
  expect(terminal.leftovers()).toEqual([]);
});

test("a command that is killed outright takes both programs with it", async () => {
  terminal = await Terminal.start();

  terminal.signal("SIGKILL");

  await terminal.ended;
  await expect.poll(() => isListening(terminal.apiUrl)).toBe(false);
  await expect.poll(() => isListening(terminal.webUrl)).toBe(false);
});

for (const [name, script] of [
  ["the API", "server/src/index.ts"],
  ["the web app", "scripts/web.ts"],
] as const)
  test(`when ${name} dies, the other one is stopped and the command fails`, async () => {
    terminal = await Terminal.start();

    terminal.crash(script);

    expect(await terminal.ended).toBe(1);
    expect(terminal.output).toMatch(/has ended; stopping\.\n(.*\n)*Stopped\.\n$/);
    expect(await isListening(terminal.apiUrl)).toBe(false);
    expect(await isListening(terminal.webUrl)).toBe(false);
  });
