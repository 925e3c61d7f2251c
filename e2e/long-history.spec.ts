import { transcript } from "./support/messages-page.ts";
import { firstMessage, scrollTo, topOf } from "./support/reading-position.ts";
import { expect, test } from "./support/test.ts";

const MESSAGES = 10_000;
/** Sent at once; the order among them does not matter here. */
const AT_ONCE = 50;
/** Rows in the document at most (U11), with what stands above the first message and below the last one. */
const ROWS_MAX = 402;

test("ten thousand messages are read back to the first one, page by page, and nothing ever jumps (U02, U11, U15)", async ({
  signUp,
  open,
}) => {
  test.setTimeout(300_000);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "The very first word");
  for (let sent = 1; sent < MESSAGES; sent += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, MESSAGES - sent) }, (_, index) =>
        jonas.send(matchId, `Message ${sent + index}${" and more words".repeat(index % 9)}`),
      ),
    );
  await maya.account.call("POST", `/api/matches/${matchId}/read`, { seq: MESSAGES });
  const page = await open(maya, `/messages?with=${matchId}`);
  const log = transcript(page, jonas);
  await expect(log.getByRole("listitem").nth(20)).toBeAttached();

  const rowsAbove = () =>
    log.evaluate((element) => element.querySelector("[data-key]")?.getAttribute("data-key"));
  const card = log.getByText("You and Jonas");
  while (!(await card.isVisible())) {
    const uppermost = await rowsAbove();
    await scrollTo(log, 40);
    const before = await firstMessage(log);
    // History has come, or there is none left: then the card is what is new.
    await expect.poll(async () => (await rowsAbove()) !== uppermost || (await card.isVisible())).toBe(true);
    if (await card.isVisible()) break;
    expect(Math.abs((await topOf(log, before.text)) - before.top)).toBeLessThanOrEqual(2);
    expect(await log.getByRole("listitem").count()).toBeLessThanOrEqual(ROWS_MAX);
  }
  await scrollTo(log, 0);
  await expect(log.getByText("The very first word", { exact: true })).toBeVisible();
});
