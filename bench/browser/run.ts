/**
 * `npm run bench:browser`: what a person at a browser waits for, and what the page costs their device.
 *
 * Measures: a real Chromium, the built web app, the whole server with SQLite, all on this machine. Key to paint ends
 * after the frame that draws the letter; work is everything the main thread does.
 * Does not measure: a phone's processor, a real network, the display behind the frame, and no extension or other tab.
 */
import { transcript } from "../../e2e/support/messages-page.ts";
import { drawn } from "../../e2e/support/reading-position.ts";
import { type Figure, tableOf } from "./figure.ts";
import { firstMessage } from "./first-message.ts";
import { heap } from "./heap.ts";
import { readBack } from "./history.ts";
import { missed } from "./missed.ts";
import { Stage } from "./stage.ts";
import { typing } from "./typing.ts";

const HISTORY = 10_000;
const CONVERSATIONS = 5_000;

await using stage = await Stage.open({ history: HISTORY, conversations: CONVERSATIONS });
const figures: Figure[] = [];
const tell = (some: readonly Figure[]) => {
  figures.push(...some);
  for (const { what, value, unit } of some) process.stderr.write(`${what}: ${value.toFixed(2)} ${unit}\n`);
};

tell(await firstMessage(stage));

const page = await stage.freshPage();
await page.goto(stage.path);
await transcript(page, stage.jonas).locator(".bubble").first().waitFor();
tell(await missed(stage, page));
tell(await typing(page, "in an ordinary conversation"));
tell(await readBack(page));
tell(await typing(page, `with ${HISTORY} messages loaded`));
await showAllConversations();
tell(await typing(page, `with ${HISTORY} messages and ${CONVERSATIONS} conversations loaded`));
tell(await heap(page, `with ${HISTORY} messages and ${CONVERSATIONS} conversations loaded`));
await page.context().close();

process.stdout.write(`\n${tableOf(figures)}`);

/** As somebody does who asks for more until there is no more. */
async function showAllConversations(): Promise<void> {
  const rows = page.getByRole("navigation", { name: "Conversations" }).getByRole("link");
  while ((await rows.count()) < CONVERSATIONS) {
    // In one step: the last page takes the button away.
    await page.evaluate(() => {
      const buttons = [...document.querySelectorAll("button")];
      buttons.find((button) => button.textContent === "Show more")?.click();
    });
    await drawn(page);
  }
}
