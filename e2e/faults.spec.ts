import type { CDPSession, Page } from "@playwright/test";
import { transcript, write } from "./support/messages-page.ts";
import { NETWORK_CUT } from "./support/network-cut.ts";
import { expect, test } from "./support/test.ts";

for (const [end, how] of [
  ["is closed", (tab: Page) => tab.close()],
  ["crashes", crash],
] as const)
  test(`F47 a tab that ${end} between send and answer: reopened, it sends on, and the message is there once (G1, G3)`, {
    tag: "@between-nodes",
  }, async ({ signUp, open, system }) => {
    const [maya, jonas] = await signUp("Maya", "Jonas");
    const matchId = await maya.matchWith(jonas);
    const path = `/messages?with=${matchId}`;
    const tab = await open(maya, path);
    const { promise: stored, resolve } = Promise.withResolvers<number>();
    // The server stores the message, and its answer never reaches the tab.
    await tab.route(`**/api/messages/${matchId}`, async (route) => {
      const answer = await route.fetch({ url: `${system.apiUrl}/api/messages/${matchId}` });
      resolve(answer.status());
    });
    await write(tab, jonas, "Written just before the tab closed");
    expect(await stored).toBe(201);
    await how(tab);

    const reopened = await tab.context().newPage();
    await reopened.goto(path);
    const shown = transcript(reopened, jonas).getByText("Written just before the tab closed");
    await expect(shown).toHaveCount(1);
    await write(reopened, jonas, "Written afterwards");
    // On screen it is before it is stored.
    await expect(reopened.getByRole("listitem", { name: /Written afterwards\. Sent/ })).toBeVisible();
    await expect(shown).toHaveCount(1);
    expect((await maya.match(matchId)).head).toBe(2);
  });

/** As when the operating system ends the process of a tab. */
async function crash(tab: Page): Promise<void> {
  const devtools = await tab.context().newCDPSession(tab);
  const crashed = tab.waitForEvent("crash");
  // It never answers.
  void devtools.send("Page.crash").catch(() => undefined);
  await crashed;
}

/** How often the network goes and comes back, and after how many times both have written something meanwhile. */
const TIMES = 100;
const WRITES_EVERY = 10;

test("F49 a browser that goes offline and online a hundred times keeps one socket, no timers and no listeners, and every message once", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  test.setTimeout(180_000);
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, "about:blank");
  await countTimers(page);
  const sockets = openSockets(page);
  await page.goto(`/messages?with=${matchId}`);
  await jonas.send(matchId, "Before");
  await expect(transcript(page, jonas)).toContainText("Before");
  const devtools = await page.context().newCDPSession(page);
  const before = { listeners: await listeners(devtools), timers: await timers(page) };

  for (let time = 0; time < TIMES; time += 1) {
    await page.context().setOffline(true);
    await expect(page.getByText("Waiting for network…").first()).toBeVisible();
    if (time % WRITES_EVERY === 0) {
      await write(page, jonas, `Hers ${time};`);
      await jonas.send(matchId, `His ${time};`);
    }
    await page.context().setOffline(false);
    await expect(page.getByText("Waiting for network…")).toHaveCount(0);
  }

  await jonas.send(matchId, "After");
  await expect(transcript(page, jonas).getByText("After")).toHaveCount(1);
  await expect(transcript(page, jonas).getByText(/^(Sending…|Waiting to send)$/)).toHaveCount(0);
  const texts = await page.locator(".bubble").allTextContents();
  for (const who of ["Hers", "His"])
    expect(texts.filter((text) => text.startsWith(who))).toEqual(
      Array.from({ length: TIMES / WRITES_EVERY }, (_, index) => `${who} ${index * WRITES_EVERY};`),
    );
  await expect.poll(() => sockets.size).toBeLessThanOrEqual(1);
  // One that is left behind each time would be a hundred; those of the messages that came are half as many.
  await expect.poll(() => listeners(devtools)).toBeLessThan(before.listeners + 0.8 * TIMES);
  expect(await timers(page)).toBeLessThan(before.timers + TIMES / 2);
});

/** Words that only the code of the socket contains. */
const SOCKET_CODE = "xhr poll error";
/** Failed fetches, of which the bundler's own second attempt is every other one. */
const FAILURES = 4;

test("without the code of the socket messages go out by HTTP, and it is fetched until it is there (G1, G3)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_FAILED/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, "about:blank", { serviceWorkers: "block" });
  let failed = 0;
  const { promise: mended, resolve: mend } = Promise.withResolvers<void>();
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const answer = await route.fetch();
    if (!(await answer.text()).includes(SOCKET_CODE)) return route.fulfill({ response: answer });
    failed += 1;
    if (failed <= FAILURES) return route.abort();
    // The last attempt waits until the message below has gone its way without a socket.
    await mended;
    return route.fulfill({ response: answer });
  });
  const connected = page.waitForEvent("websocket", (socket) => socket.url().includes("/socket.io/"));

  await page.goto(`/messages?with=${matchId}`);
  await write(page, jonas, "Without a socket");
  await expect(transcript(page, jonas).getByText("Sent", { exact: true })).toBeVisible();
  mend();
  await connected;
  await jonas.send(matchId, "With one");
  await expect(transcript(page, jonas)).toContainText("With one");
  expect(failed).toBeGreaterThan(FAILURES);
});

/** The sockets of the chat that a page has open; the set follows it. */
function openSockets(page: Page): Set<object> {
  const open = new Set<object>();
  page.on("websocket", (socket) => {
    if (!socket.url().includes("/socket.io/")) return;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  return open;
}

/** Has a page count its timers that are still to come. */
async function countTimers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const coming = new Set<number>();
    Object.assign(window, { coming });
    const { setTimeout: set, clearTimeout: clear, setInterval: repeat, clearInterval: stop } = window;
    const counted = (id: number) => {
      coming.add(id);
      return id;
    };
    const over = (end: (id?: number) => void) => (id?: number) => {
      if (id !== undefined) coming.delete(id);
      end(id);
    };
    Object.assign(window, {
      setTimeout: (act: (...given: unknown[]) => void, delay?: number, ...given: unknown[]) => {
        const id = set(() => {
          coming.delete(id);
          act(...given);
        }, delay);
        return counted(id);
      },
      setInterval: (act: () => void, delay?: number) => counted(repeat(act, delay)),
      clearTimeout: over(clear),
      clearInterval: over(stop),
    });
  });
}

function timers(page: Page): Promise<number> {
  return page.evaluate(() => (window as Window & { coming?: Set<number> }).coming?.size ?? Number.NaN);
}

/** Event listeners that are still reachable. */
async function listeners(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSEventListeners")?.value ?? 0;
}
