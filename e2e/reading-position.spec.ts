import { numbered, openHistory, openThread, withHistory } from "./support/history.ts";
import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import { distanceToEnd, drawn, firstMessage, scrollTo, topOf } from "./support/reading-position.ts";
import { expect, test } from "./support/test.ts";

test("opens at the newest message when everything was read (U01)", async ({ signUp, open }) => {
  const { log } = await openHistory({ signUp, open }, 60);
  await expect(log.getByText("Message 60", { exact: false })).toBeInViewport();
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
});

test("opens at the unread divider, a quarter down the screen, and it stays until one writes (U01, U18)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 30 });
  await jonas.sendAll(matchId, numbered(30, 31));
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);

  const divider = log.getByText("New", { exact: true });
  await expect(divider).toBeVisible();
  const height = await log.evaluate((element) => element.clientHeight);
  expect(Math.abs((await topOf(log, "Message 31")) - height / 4)).toBeLessThanOrEqual(2);

  await jonas.send(matchId, "One more");
  await expect(listEntry(page, jonas)).toContainText("One more");
  await expect(divider).toHaveCount(1);

  await write(page, jonas, "I have read it");
  await expect(divider).toHaveCount(0);
});

test("history that arrives above moves nothing that is on screen (U02)", async ({ signUp, open }) => {
  const { log } = await openHistory({ signUp, open }, 220);

  for (let page = 0; page < 3; page += 1) {
    const rows = await log.getByRole("listitem").count();
    await scrollTo(log, 40);
    const before = await firstMessage(log);
    await expect.poll(() => log.getByRole("listitem").count()).toBeGreaterThan(rows);
    expect(Math.abs((await topOf(log, before.text)) - before.top)).toBeLessThanOrEqual(2);
  }
});

test("a message that arrives while one reads above moves nothing, and is counted on the way back (U03, U06)", async ({
  signUp,
  open,
}) => {
  const { jonas, matchId, page, log } = await openHistory({ signUp, open }, 60);
  const latest = page.getByRole("button", { name: /^Latest/ });
  await expect(latest).toHaveCount(0);

  await scrollTo(log, 900);
  await expect(latest).toBeVisible();
  const before = await firstMessage(log);
  await jonas.send(matchId, "Are you there?");
  await expect(log.getByText("Are you there?")).toBeAttached();
  await drawn(page);
  expect(await firstMessage(log)).toEqual(before);

  await expect(latest).toHaveAccessibleName("Latest 1 new");
  await latest.click();
  await expect(log.getByText("Are you there?")).toBeInViewport();
  await expect(latest).toHaveCount(0);
});

test("at the end the newest message stays in sight, also when the composer grows (U04)", async ({
  signUp,
  open,
}) => {
  const { jonas, matchId, page, log } = await openHistory({ signUp, open }, 40);

  await scrollTo(log, (await log.evaluate((element) => element.scrollHeight - element.clientHeight)) - 60);
  await jonas.send(matchId, "Closer than eighty pixels");
  await expect(log.getByText("Closer than eighty pixels")).toBeInViewport();
  await composer(page, jonas).fill("one\ntwo\nthree\nfour\nfive");
  await drawn(page);
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
});

test("sending from deep in history ends at the new message (U05)", async ({ signUp, open }) => {
  const { jonas, page, log } = await openHistory({ signUp, open }, 60);
  await scrollTo(log, 300);
  await write(page, jonas, "Back to now");
  await expect(log.getByText("Back to now")).toBeInViewport();
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
});

test("a message taller than the screen is shown from its beginning (U12)", async ({ signUp, open }) => {
  const { jonas, matchId, log } = await openHistory({ signUp, open }, 10);
  const tall = `Once upon a time${"\nand then".repeat(120)}`;
  await jonas.send(matchId, tall);
  await expect(log.getByText("Once upon a time")).toBeAttached();
  await expect
    .poll(() =>
      firstMessage(log).then(({ text, top }) => text.startsWith("Once upon a time") && Math.abs(top) <= 2),
    )
    .toBe(true);
});

test("a long history mounts a bounded number of rows and can be read to its first word and back (U11, U15)", async ({
  signUp,
  open,
}) => {
  test.setTimeout(120_000);
  const { page, log } = await openHistory({ signUp, open }, 620);
  const card = log.getByText("You and Jonas");
  const rows = () => log.getByRole("listitem").count();

  await expect(async () => {
    await scrollTo(log, 0);
    expect(await rows()).toBeLessThanOrEqual(402);
    await expect(card).toBeInViewport({ timeout: 100 });
  }).toPass();
  await expect(log.getByText("Message 1", { exact: true })).toBeInViewport();
  await expect(log.getByText(/^Message 620/)).toHaveCount(0);

  await page.getByRole("button", { name: /^Latest/ }).click();
  await expect(log.getByText(/^Message 620/)).toBeInViewport();
  expect(await rows()).toBeLessThanOrEqual(402);
});

test("coming back to a conversation finds the place where one was (U10)", async ({ signUp, open }) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  await maya.matchWith(amara);
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
  await scrollTo(log, 700);
  await drawn(page);
  const before = await firstMessage(log);
  await listEntry(page, amara).click();
  await expect(transcript(page, amara)).toBeVisible();
  await listEntry(page, jonas).click();
  await expect(log.getByText(before.text, { exact: true })).toBeInViewport();
  expect(Math.abs((await firstMessage(log)).top - before.top)).toBeLessThanOrEqual(2);
});

test("who has all that is new on screen follows what comes next (U01, U04)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  await jonas.sendAll(matchId, ["New one", "New two"]);
  const log = await openThread(await open(maya), matchId, jonas);
  await expect(log.getByText("New", { exact: true })).toBeVisible();
  for (let number = 1; number <= 25; number += 1) {
    await jonas.send(matchId, `And then ${number};`);
    await expect(log.getByText(`And then ${number};`)).toBeInViewport();
  }
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
});

test("the way down leads to what is new first, and then to the end (U07)", async ({ signUp, open }) => {
  const { jonas, matchId, page, log } = await openHistory({ signUp, open }, 60);
  await scrollTo(log, 500);
  await jonas.sendAll(matchId, numbered(40, 61));
  const latest = page.getByRole("button", { name: /^Latest/ });
  await expect(latest).toHaveAccessibleName("Latest 40 new");

  await latest.click();
  await expect(log.getByText("Message 61", { exact: false })).toBeInViewport();
  await expect(log.getByText("Message 100", { exact: false })).not.toBeInViewport();
  await latest.click();
  await expect(log.getByText("Message 100", { exact: false })).toBeInViewport();
  await expect(latest).toHaveCount(0);
});

test("while one scrolls, the day of what is on screen is named, and goes away afterwards (U14)", async ({
  signUp,
  open,
}) => {
  const { jonas, matchId, page, log } = await openHistory({ signUp, open }, 60);
  const chip = page.locator(".date-chip");
  await expect(chip).toBeHidden();
  // A message that arrives at the end scrolls too, and is no reading.
  await jonas.send(matchId, "Just in");
  await expect(log.getByText("Just in")).toBeInViewport();
  await expect(chip).toBeHidden();

  await scrollTo(log, 700);
  await expect(chip).toHaveText("Today");
  await expect(chip).toHaveCSS("opacity", "1");
  await expect(chip).toHaveCSS("opacity", "0");
});

test("what has come while one was away is opened at its beginning, wherever one was before (U01, U10)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  await maya.matchWith(amara);
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
  await listEntry(page, amara).click();
  await expect(transcript(page, amara)).toBeVisible();
  await jonas.sendAll(matchId, numbered(30, 61));
  await expect(listEntry(page, jonas)).toHaveAccessibleName(/30 unread messages/);

  await listEntry(page, jonas).click();
  await expect(log.getByText("New", { exact: true })).toBeInViewport();
  const height = await log.evaluate((element) => element.clientHeight);
  expect(Math.abs((await topOf(log, numbered(1, 61)[0] ?? "")) - height / 4)).toBeLessThanOrEqual(2);
});

test("a look at the settings loses no place (U10)", async ({ signUp, open }) => {
  const { jonas, page, log } = await openHistory({ signUp, open }, 60);
  await scrollTo(log, 700);
  await drawn(page);
  const before = await firstMessage(log);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.getByRole("link", { name: /^Messages/ }).click();
  await listEntry(page, jonas).click();
  await expect(log.getByText(before.text, { exact: true })).toBeInViewport();
  expect(Math.abs((await topOf(log, before.text)) - before.top)).toBeLessThanOrEqual(2);
});

test("a scroll whose event is still to come is not taken back by what is drawn meanwhile (U02)", async ({
  signUp,
  open,
}) => {
  // So few that all are there at once: what is loaded above would move the place rightly.
  const { log } = await openHistory({ signUp, open }, 40);
  // The letter is drawn in the same task, before any event of the scroll.
  const places = await log.evaluate((element) => {
    const field = document.querySelector("textarea");
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
    element.scrollTop = 400;
    set?.call(field, "one\ntwo\nthree\nfour");
    field?.dispatchEvent(new Event("input", { bubbles: true }));
    const frame = () => new Promise(requestAnimationFrame);
    return frame()
      .then(frame)
      .then(() => element.scrollTop);
  });
  expect(places).toBe(400);
});
