import type { Page } from "@playwright/test";
import type { Figure } from "./figure.ts";

/** What a page holds after garbage collection. */
export async function heap(page: Page, where: string): Promise<Figure[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return [{ what: `heap, ${where}`, value: usedSize / 1_000_000, unit: "MB", bound: 150 }];
}
