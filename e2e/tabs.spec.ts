import { recordsKept } from "./support/kept-by-browser.ts";
import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import { NETWORK_CUT } from "./support/network-cut.ts";
import { expect, test } from "./support/test.ts";

test("two tabs share one outbox: whichever is left sends what either wrote, once (G3, G10)", {
  tag: "@between-nodes",
}, async ({ signUp, open, consoleErrors }) => {
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const first = await open(maya, `/messages?with=${matchId}`);
  const second = await first.context().newPage();
  await second.goto(`/messages?with=${matchId}`);
  for (const page of [first, second]) await expect(composer(page, jonas)).toBeVisible();

  await first.context().setOffline(true);
  await write(first, jonas, "From the first tab");
  await write(second, jonas, "From the second tab");
  for (const page of [first, second])
    await expect(page.locator(".bubble")).toHaveText(["From the first tab", "From the second tab"]);
  await first.close();
  await second.context().setOffline(false);

  await expect(transcript(second, jonas).getByText("Sent", { exact: true })).toBeVisible();
  await expect(second.locator(".bubble")).toHaveText(["From the first tab", "From the second tab"]);
  expect((await maya.match(matchId)).head).toBe(2);
});

test("what is read in one tab is read in the other (G10, U20)", { tag: "@between-nodes" }, async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const list = await open(maya);
  const reading = await list.context().newPage();
  await reading.goto("/messages");
  for (const page of [list, reading]) await expect(listEntry(page, jonas)).toBeVisible();
  await jonas.sendAll(matchId, ["One", "Two"]);
  for (const page of [list, reading])
    await expect(listEntry(page, jonas)).toHaveAccessibleName(/2 unread messages/);

  await reading.bringToFront();
  await listEntry(reading, jonas).click();

  for (const page of [reading, list]) await expect(listEntry(page, jonas)).not.toHaveAccessibleName(/unread/);
  await expect(list).toHaveTitle(/^Messages · /);
});

test("signing out in one tab signs all out and leaves nothing of the person in the browser (G13, R9)", {
  tag: "@between-nodes",
}, async ({ signUp, open, consoleErrors }) => {
  // What the browser itself says when the other tab asks once more before it has heard.
  consoleErrors.allow(/401/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "Between us");
  const first = await open(maya, `/messages?with=${matchId}`);
  const second = await first.context().newPage();
  await second.goto(`/messages?with=${matchId}`);
  await composer(second, jonas).fill("a draft");
  for (const page of [first, second]) await expect(transcript(page, jonas)).toContainText("Between us");
  await expect.poll(() => recordsKept(first)).toMatchObject({ people: 1, drafts: 1, pages: 1, matches: 1 });

  await first.goto("/settings");
  await first.getByRole("button", { name: "Sign out", exact: true }).click();

  for (const page of [first, second]) {
    await expect(page).toHaveURL(/sign-in/);
    await expect(page.getByText("Between us")).toHaveCount(0);
  }
  await expect
    .poll(async () => Object.values(await recordsKept(first)).reduce((sum, count) => sum + count, 0))
    .toBe(0);
  // Nor anywhere else: what pages are kept for reading without a network say nothing of anybody.
  const kept = await first.evaluate(async () => {
    const pages = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).matchAll()),
    );
    const texts = await Promise.all(pages.flat().map((page) => page.text()));
    return [...texts, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join();
  });
  for (const trace of ["Between us", "a draft", maya.id, jonas.name, matchId])
    expect(kept).not.toContain(trace);
});
