import type { Page } from "@playwright/test";
import { quantile } from "../stats/quantile.ts";
import type { Figure } from "./figure.ts";

/** The page, with what was measured in it. */
type Timed = Window & { milliseconds?: number[] };

const WARM_UP = 30;
const MEASURED = 200;

/** Types into the composer, one key at a time: from the key's time stamp until after the frame that draws its letter. */
export async function typing(page: Page, where: string): Promise<Figure[]> {
  await page.evaluate(() => {
    const milliseconds: number[] = [];
    Object.assign(window, { milliseconds });
    // A message posted in a frame is delivered after that frame has been drawn.
    const { port1, port2 } = new MessageChannel();
    let pressedAt = 0;
    port1.onmessage = () => milliseconds.push(performance.now() - pressedAt);
    document.addEventListener(
      "keydown",
      (event) => {
        pressedAt = event.timeStamp;
        requestAnimationFrame(() => port2.postMessage(undefined));
      },
      { capture: true },
    );
  });
  const field = page.locator("#composer");
  await field.fill("");
  await field.focus();
  for (let key = 0; key < WARM_UP + MEASURED; key += 1) {
    await page.keyboard.press(key % 6 === 5 ? "Space" : "e");
    await page.waitForFunction((count) => ((window as Timed).milliseconds?.length ?? 0) > count, key);
  }
  const all = await page.evaluate(() => (window as Timed).milliseconds ?? []);
  const milliseconds = all.slice(WARM_UP);
  return [
    { what: `key to paint, ${where}, p95`, value: quantile(milliseconds, 0.95), unit: "ms", bound: 50 },
    { what: "the same, median", value: quantile(milliseconds, 0.5), unit: "ms" },
  ];
}
