import type { Page } from "@playwright/test";
import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import type { Person } from "./support/person.ts";
import { distanceToEnd, drawn, firstMessage, scrollTo, topOf } from "./support/reading-position.ts";
import { expect, test } from "./support/test.ts";

const numbered = (count: number, from = 1) =>
  Array.from(
    { length: count },
    (_, index) => `Message ${index + from}${" and more words".repeat(index % 9)}`,
  );

/** Two people with a past; Maya has read it all. */
async function withHistory(people: { maya: Person; jonas: Person; count: number }): Promise<string> {
  const { maya, jonas, count } = people;
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, numbered(count));
  await maya.account.call("POST", `/api/matches/${matchId}/read`, { seq: count });
  return matchId;
}

async function openThread(page: Page, matchId: string, peer: Person): Promise<ReturnType<typeof transcript>> {
  await page.goto(`/messages?with=${matchId}`);
  const log = transcript(page, peer);
  await expect(log.getByRole("listitem").first()).toBeAttached();
  return log;
}

test("opens at the newest message when everything was read (U01)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  const log = await openThread(await open(maya), matchId, jonas);
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
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 220 });
  const log = await openThread(await open(maya), matchId, jonas);

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
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
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
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 40 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);

  await scrollTo(log, (await log.evaluate((element) => element.scrollHeight - element.clientHeight)) - 60);
  await jonas.send(matchId, "Closer than eighty pixels");
  await expect(log.getByText("Closer than eighty pixels")).toBeInViewport();
  await composer(page, jonas).fill("one\ntwo\nthree\nfour\nfive");
  await drawn(page);
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
});

test("sending from deep in history ends at the new message (U05)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
  await scrollTo(log, 300);
  await write(page, jonas, "Back to now");
  await expect(log.getByText("Back to now")).toBeInViewport();
  expect(await distanceToEnd(log)).toBeLessThanOrEqual(1);
});

test("a message taller than the screen is shown from its beginning (U12)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 10 });
  const log = await openThread(await open(maya), matchId, jonas);
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
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 620 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
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
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
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
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count: 60 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
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

test("a few emoji are drawn large, a text with one is not (U50)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, ["🎉", "good 🎉"]);
  const log = await openThread(await open(maya), matchId, jonas);
  const sizeOf = (text: string) =>
    log
      .getByText(text, { exact: true })
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(await sizeOf("🎉")).toBeGreaterThan(2 * (await sizeOf("good 🎉")));
});

test("what people write is text, whatever it looks like (A124, A125, U61)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const attacks = [
    '<img src=x onerror="document.title=1">',
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "{{7*7}} #{7*7}",
    "javascript:alert(1) JaVaScRiPt:alert(1) data:text/html,x file:///etc/passwd",
  ];
  await jonas.sendAll(matchId, [...attacks, "https://example.com/a?b#c and mailto:a@example.com"]);
  const log = await openThread(await open(maya), matchId, jonas);
  for (const attack of attacks) await expect(log.getByText(attack, { exact: true })).toBeVisible();
  const links = log.getByRole("link");
  await expect(links).toHaveText(["https://example.com/a?b#c", "mailto:a@example.com"]);
  await expect(links.first()).toHaveAttribute("rel", "noopener noreferrer nofollow ugc");
});

test("a text without a break wraps and never widens the page (A122, A118)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, ["W".repeat(4_000), "﷽".repeat(400), `a${"\u0301".repeat(2_000)}`]);
  for (const width of [1280, 320]) {
    const page = await open(maya, `/messages?with=${matchId}`, { viewport: { width, height: 800 } });
    const log = transcript(page, jonas);
    await expect(log.getByText(/^W+$/)).toBeAttached();
    expect(await log.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
});

test("arrow keys walk over the messages, each with a name that says it all (A38)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, ["First", "Second"]);
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
  await write(page, jonas, "Third");
  await log.focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(":focus")).toHaveAccessibleName(
    /^You, \d\d?:\d\d.*: Third\. (Sent|Delivered|Read)/,
  );
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(":focus")).toHaveAccessibleName(/^Jonas, \d\d?:\d\d.*: Second\.$/);
  await page.keyboard.press("Home");
  await expect(page.locator(":focus")).toHaveAccessibleName(/First\.$/);
});

test("a message counts as read when its end is on screen, and its writer is told in words (U19, U20, U32)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const [hers, his] = await Promise.all([open(maya), open(jonas, `/messages?with=${matchId}`)]);
  const status = transcript(his, maya).getByText(/^(Sent|Delivered|Read .*)$/);

  await write(his, maya, "Are you awake?");
  await expect(status).toHaveText("Delivered");
  await expect(listEntry(hers, jonas)).toHaveAccessibleName(/1 unread message\b/);

  await listEntry(hers, jonas).click();
  await expect(status).toHaveText(/^Read \d/);
  await expect(listEntry(hers, jonas)).not.toHaveAccessibleName(/unread/);

  // In a short conversation nothing scrolls, and yet it is seen.
  await write(his, maya, "Good.");
  await expect(transcript(his, maya).getByText("Good.")).toBeVisible();
  await expect(status).toHaveText(/^Read \d/);
  await expect(status).toHaveCount(1);
});
