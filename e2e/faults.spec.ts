import type { CDPSession, Page } from "@playwright/test";
import { transcript, write } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

test("F47 a tab that is closed between send and answer: reopened, it sends on, and the message is there once (G1, G3)", async ({
  signUp,
  open,
  system,
}) => {
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
  const context = tab.context();
  await tab.close();

  const reopened = await context.newPage();
  await reopened.goto(path);
  const shown = transcript(reopened, jonas).getByText("Written just before the tab closed");
  await expect(shown).toHaveCount(1);
  await write(reopened, jonas, "Written afterwards");
  await expect(transcript(reopened, jonas)).toContainText("Written afterwards");
  await expect(shown).toHaveCount(1);
  expect((await maya.match(matchId)).head).toBe(2);
});

/** How often the network goes and comes back. */
const TIMES = 100;

test("F49 a browser that goes offline and online a hundred times keeps one socket and no listeners", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya);
  const sockets = openSockets(page);
  await page.goto(`/messages?with=${matchId}`);
  await jonas.send(matchId, "Before");
  await expect(transcript(page, jonas)).toContainText("Before");
  const devtools = await page.context().newCDPSession(page);
  const before = await listeners(devtools);

  for (let time = 0; time < TIMES; time += 1) {
    await page.context().setOffline(true);
    await page.context().setOffline(false);
  }

  await jonas.send(matchId, "After");
  await expect(transcript(page, jonas).getByText("After")).toHaveCount(1);
  await expect.poll(() => sockets.size).toBeLessThanOrEqual(1);
  // One that is left behind each time would be a hundred.
  expect(await listeners(devtools)).toBeLessThan(before + TIMES / 2);
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

/** Event listeners that are still reachable. */
async function listeners(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSEventListeners")?.value ?? 0;
}
