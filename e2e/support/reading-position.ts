import type { Locator, Page } from "@playwright/test";

export interface SeenMessage {
  text: string;
  /** CSS pixels between its upper edge and the transcript's */
  top: number;
}

/** The first message that is at least partly on screen, and where: what a reader's place is measured by. */
export function firstMessage(transcript: Locator): Promise<SeenMessage> {
  return transcript.evaluate((log) => {
    const upper = log.getBoundingClientRect().top;
    const item = [...log.querySelectorAll(".bubble")].find(
      (one) => one.getBoundingClientRect().bottom > upper,
    );
    if (item === undefined) throw new Error("No message is on screen.");
    return { text: item.textContent, top: item.getBoundingClientRect().top - upper };
  });
}

/** Where a message is now, in the same measure. */
export function topOf(transcript: Locator, text: string): Promise<number> {
  return transcript.getByText(text, { exact: true }).evaluate((found) => {
    const log = found.closest("[role=log]");
    const bubble = found.closest(".bubble");
    if (log === null || bubble === null) throw new Error("This is not a message.");
    return bubble.getBoundingClientRect().top - log.getBoundingClientRect().top;
  });
}

/** CSS pixels that could still be scrolled down. */
export function distanceToEnd(transcript: Locator): Promise<number> {
  return transcript.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
}

export async function scrollTo(transcript: Locator, top: number): Promise<void> {
  await transcript.evaluate((log, to) => {
    log.scrollTop = to;
  }, top);
}

/** Two frames: whatever the last event made the page do has been drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
