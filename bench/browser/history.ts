import type { CDPSession, Page } from "@playwright/test";
import { drawn } from "../../e2e/support/reading-position.ts";
import { quantile } from "../stats/quantile.ts";
import type { Figure } from "./figure.ts";

/** Pages of history whose cost is taken; the rest is only read. */
const MEASURED_PAGES = 40;
/** Screens above the reader at which the page asks for more (`components/transcript/use-edges.ts`). */
const ASKS_AT_SCREENS = 1.5;

interface Prepend {
  /** milliseconds of the main thread's processor, everything: the answer, the state, the document, its layout and its paint */
  work: number;
  /** CSS pixels by which the message that was on screen moved */
  shift: number;
}

/** Reads the open conversation back to its beginning, page by page, and weighs the first pages. */
export async function readBack(page: Page): Promise<Figure[]> {
  const devtools = await page.context().newCDPSession(page);
  // Time of the processor, so that other programs on the machine are not counted.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const prepends: Prepend[] = [];
  while (prepends.length < MEASURED_PAGES && !(await atBeginning(page)))
    prepends.push(await prepend(page, devtools));
  await toBeginning(page);
  const work = prepends.map((one) => one.work);
  return [
    {
      what: "main-thread work for 50 messages of history, median",
      value: quantile(work, 0.5),
      unit: "ms",
      bound: 16,
    },
    { what: "the same, p95", value: quantile(work, 0.95), unit: "ms" },
    {
      what: "shift of what is on screen when they come (the worst)",
      value: Math.max(...prepends.map(({ shift }) => shift)),
      unit: "px",
      bound: 2,
    },
  ];
}

/** Reads on over the place where the next page is asked for, lets it come, and takes what that cost. */
async function prepend(page: Page, devtools: CDPSession): Promise<Prepend> {
  // What it costs to have scrolled so far is not the page's.
  await page.evaluate((screens) => {
    const log = document.querySelector("[role=log]");
    log?.scrollTo({ top: log.clientHeight * screens + 50 });
  }, ASKS_AT_SCREENS);
  await quiet(page);
  const before = await mainThread(devtools);
  const shift = await page.evaluate(async () => {
    const log = document.querySelector("[role=log]");
    if (log === null) throw new Error("No conversation is open");
    const frame = () => new Promise(requestAnimationFrame);
    const first = () => log.querySelector("[data-key]")?.getAttribute("data-key");
    const oldest = first();
    log.scrollTop -= 100;
    const top = log.getBoundingClientRect().top;
    const bubbles = [...log.querySelectorAll("[data-key] > .bubble")];
    const onScreen = bubbles.find((bubble) => bubble.getBoundingClientRect().bottom > top);
    const place = onScreen?.getBoundingClientRect().top ?? 0;
    while (first() === oldest) await frame();
    await frame();
    return Math.abs((onScreen?.getBoundingClientRect().top ?? Number.NaN) - place);
  });
  await quiet(page);
  return { work: (await mainThread(devtools)) - before, shift };
}

/** Milliseconds that the page's main thread has worked so far. */
async function mainThread(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

/** Nothing is under way any more: no request, no frame. */
async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await drawn(page);
}

/** The very beginning of a history shows the match itself. */
function atBeginning(page: Page): Promise<boolean> {
  return page.locator("section[aria-label='Your match']").isVisible();
}

function toBeginning(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const log = document.querySelector("[role=log]");
    while (log !== null && log.querySelector("section[aria-label='Your match']") === null) {
      log.scrollTop = 0;
      await new Promise(requestAnimationFrame);
    }
  });
}
