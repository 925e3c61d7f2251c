/**
 * `npm run bench:latency`: how long a message takes from one person's Enter key to the other person's screen.
 *
 * Measures: two pages in one real Chromium, the built web app, the whole server with SQLite and its flush to disk, all
 * on this machine. From the time stamp of the key's event to the beginning of the frame that first draws the message on
 * the other side, one message at a time.
 * Does not measure: a network, a phone, many people at once, and the display behind the frame.
 */
import { chromium, type JSHandle, type Page } from "@playwright/test";
import { composer, listEntry, transcript } from "../e2e/support/messages-page.ts";
import { Person } from "../e2e/support/person.ts";
import { System } from "../e2e/support/system.ts";
import { quantile } from "./stats/quantile.ts";

const WARM_UP = 20;
const MEASURED = 200;

const system = await System.start();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const maya = await Person.signUp(system, "Maya Lindqvist");
  const jonas = await Person.signUp(system, "Jonas Okafor");
  await maya.matchWith(jonas);
  const writer = { peer: jonas, page: await openConversation(maya, jonas) };
  const reader = { peer: maya, page: await openConversation(jonas, maya) };
  await noteEnterKeys(writer.page);

  const milliseconds: number[] = [];
  for (let number = 1; number <= WARM_UP + MEASURED; number += 1) {
    const took = await latencyOf(`message number ${number};`, writer, reader);
    if (number > WARM_UP) milliseconds.push(took);
  }
  const [median, p95] = [0.5, 0.95].map((q) => quantile(milliseconds, q).toFixed(1));
  process.stdout.write(
    `From Enter to the other screen, ${MEASURED} messages, one at a time: median ${median} ms, p95 ${p95} ms\n` +
      "Two pages of one browser and the server on this machine; a frame of up to 17 ms is in it, a network is not.\n",
  );
} finally {
  await browser.close();
  await system.stop();
}

/** A page with the conversation with this peer. */
interface Side {
  page: Page;
  peer: Person;
}

async function openConversation(person: Person, peer: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: system.webUrl });
  const [name = "", value = ""] = person.account.cookie.split("=", 2);
  await context.addCookies([{ name, value, domain: "localhost", path: "/" }]);
  const page = await context.newPage();
  await page.goto("/messages");
  await listEntry(page, peer).click();
  await composer(page, peer).waitFor();
  return page;
}

async function latencyOf(text: string, writer: Side, reader: Side): Promise<number> {
  const arrival = await watchFor(text, reader);
  await composer(writer.page, writer.peer).fill(text);
  await composer(writer.page, writer.peer).press("Enter");
  const shownAt = await arrival.evaluate(({ shown }) => shown);
  const pressedAt = await writer.page.evaluate(() => Number(document.documentElement.dataset["enterAt"]));
  return shownAt - pressedAt;
}

/** Installed before the message is sent; the promise is in an object, so that installing does not wait for it. */
function watchFor(text: string, { page, peer }: Side): Promise<JSHandle<{ shown: Promise<number> }>> {
  return transcript(page, peer).evaluateHandle((log, expected) => {
    const shown = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!log.textContent?.includes(expected)) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      });
      observer.observe(log, { subtree: true, childList: true, characterData: true });
    });
    return { shown };
  }, text);
}

async function noteEnterKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const note = (event: KeyboardEvent) => {
      if (event.key === "Enter")
        document.documentElement.dataset["enterAt"] = String(performance.timeOrigin + event.timeStamp);
    };
    document.addEventListener("keydown", note, { capture: true });
  });
}
