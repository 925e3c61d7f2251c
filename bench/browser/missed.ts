import type { Page } from "@playwright/test";
import type { Figure } from "./figure.ts";
import type { Stage } from "./stage.ts";

const MISSED = 1_000;
const AT_ONCE = 50;
const LAST = "This is the last one that you missed";

/** A page loses its network, a thousand messages are written meanwhile, and it comes back. */
export async function missed(stage: Stage, page: Page): Promise<Figure[]> {
  await page.context().setOffline(true);
  for (let sent = 0; sent < MISSED - 1; sent += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, MISSED - 1 - sent) }, (_, index) =>
        stage.jonas.send(stage.matchId, `Missed ${sent + index}`),
      ),
    );
  await stage.jonas.send(stage.matchId, LAST);
  const shown = await page.evaluateHandle((last) => {
    const found = new Promise<number>((resolve) => {
      let onlineAt = 0;
      window.addEventListener("online", () => {
        onlineAt = performance.now();
      });
      const look = () => {
        const bubbles = document.querySelectorAll(".bubble");
        if (bubbles[bubbles.length - 1]?.textContent === last)
          requestAnimationFrame(() => resolve(performance.now() - onlineAt));
        else requestAnimationFrame(look);
      };
      look();
    });
    return { found };
  }, LAST);
  await page.context().setOffline(false);
  const took = await shown.evaluate(({ found }) => found);
  return [
    {
      what: `${MISSED} missed messages on screen after the network is back`,
      value: took,
      unit: "ms",
      bound: 1_000,
    },
  ];
}
