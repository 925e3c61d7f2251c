import type { Locator } from "@playwright/test";
import { transcript } from "./support/messages-page.ts";
import { populate } from "./support/populate.ts";
import { distanceToEnd } from "./support/reading-position.ts";
import { expect, test } from "./support/test.ts";

const MESSAGES = 10_000;
/** Rows of messages in the document at most (U11). */
const ROWS_MAX = 400;

interface ReadBack {
  /** numbers of the messages, each when it first came into the document, from the newest to the oldest */
  met: number[];
  /** the first rows that did not follow one another, if any */
  disorder: number[] | undefined;
  rowsMax: number;
  /** pages of history that came */
  pages: number;
  /** CSS pixels by which what was uppermost on screen has moved when one came, at most */
  shift: number;
}

test("ten thousand messages are read back to the very first, each once and in order, and nothing ever jumps (U02, U11, U15)", async ({
  signUp,
  open,
  system,
}) => {
  test.skip(!system.readsByKey, "FerretDB reads all of them for each page, longer than a node waits");
  test.setTimeout(180_000);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const match = await maya.account.matchWith(jonas.account);
  // By the API alone it would take minutes.
  const history = { matchId: match.id, peerId: jonas.id, createdAt: match.createdAt, length: MESSAGES };
  await system.fillStore((store) => populate(store, { userId: maya.id, conversations: 0, history }));
  await maya.account.call("POST", `/api/matches/${match.id}/read`, { seq: MESSAGES });
  const page = await open(maya, `/messages?with=${match.id}`);
  const log = transcript(page, jonas);
  await expect(log.getByText(numbered(MESSAGES))).toBeInViewport();

  const { met, disorder, rowsMax, pages, shift } = await readBack(log);
  expect(disorder).toBeUndefined();
  expect(met).toEqual(Array.from({ length: MESSAGES }, (_, index) => MESSAGES - index));
  expect(pages).toBeGreaterThan(MESSAGES / 100);
  expect(shift).toBeLessThanOrEqual(2);
  expect(rowsMax).toBeLessThanOrEqual(ROWS_MAX);
  await expect(log.getByText("You and Jonas")).toBeInViewport();
  await expect(log.getByText(numbered(1))).toBeInViewport();

  const latest = page.getByRole("button", { name: /^Latest/ });
  await latest.click();
  await expect(log.getByText(numbered(MESSAGES))).toBeInViewport();
  await expect(latest).toHaveCount(0);
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
  await jonas.send(match.id, "And one more");
  await expect(log.getByText("And one more")).toBeInViewport();
});

/** The text of that message. */
function numbered(number: number): RegExp {
  return new RegExp(`^Message ${number}\\b`);
}

/** Scrolls back as fast as pages come, inside the page itself: a reader is never slower than a test's way into it. */
function readBack(log: Locator): Promise<ReadBack> {
  return log.evaluate(async (scroller) => {
    const frame = () => new Promise(requestAnimationFrame);
    const rows = () => [...scroller.querySelectorAll(".bubble")];
    const numberOf = (row: Element) => Number(/Message (\d+)/.exec(row.textContent)?.[1]);
    const found: ReadBack = { met: [], disorder: undefined, rowsMax: 0, pages: 0, shift: 0 };
    const meet = () => {
      const numbers = rows().map(numberOf);
      found.rowsMax = Math.max(found.rowsMax, numbers.length);
      const follow = numbers.every(
        (number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1,
      );
      if (!follow) found.disorder ??= numbers;
      const oldest = found.met.at(-1) ?? Number.POSITIVE_INFINITY;
      found.met.push(...numbers.filter((number) => number < oldest).reverse());
    };
    const place = (row: Element) => row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

    meet();
    while (found.met.at(-1) !== 1) {
      scroller.scrollTop = 300;
      const uppermost = rows().find(
        (row) => row.getBoundingClientRect().bottom > scroller.getBoundingClientRect().top,
      );
      if (uppermost === undefined) throw new Error("No message is on screen");
      const [before, oldest] = [place(uppermost), numberOf(uppermost)];
      const first = numberOf(rows()[0] ?? uppermost);
      while (numberOf(rows()[0] ?? uppermost) === first) await frame();
      // By the message and not by its element: it must be the same one.
      const now = rows().find((row) => numberOf(row) === oldest);
      found.shift = Math.max(
        found.shift,
        now === undefined ? Number.POSITIVE_INFINITY : Math.abs(place(now) - before),
      );
      found.pages += 1;
      meet();
    }
    scroller.scrollTop = 0;
    await frame();
    return found;
  });
}
