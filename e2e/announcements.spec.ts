import type { Locator, Page } from "@playwright/test";
import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

/** The two regions that a screen reader listens to, with all that they have said since the page was opened. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const hear = () => {
      for (const region of document.querySelectorAll(
        "[aria-live=polite].sr-only, [aria-live=assertive].sr-only",
      ))
        if (region.textContent && said.at(-1) !== region.textContent) said.push(region.textContent);
    };
    new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

function said(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as Window & { said?: string[] }).said ?? []);
}

const status = (page: Page): Locator => page.locator("[role=status][aria-live=polite].sr-only");
const alert = (page: Page): Locator => page.locator("[role=alert][aria-live=assertive].sr-only");

test("messages of others are said, wherever they are; history, own ones and the list itself are not (A32, A33)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const withJonas = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  await jonas.sendAll(withJonas, ["Old one", "Old two"]);
  const page = await open(maya, "about:blank");
  await listen(page);
  await page.goto(`/messages?with=${withJonas}`);
  await expect(transcript(page, jonas)).toContainText("Old two");
  await write(page, jonas, "My own");
  await expect(transcript(page, jonas).getByText("Sent", { exact: true })).toBeVisible();
  expect(await said(page)).toEqual([]);

  await jonas.send(withJonas, "Are you there?");
  await expect(status(page)).toHaveText("Jonas: Are you there?");
  await amara.send(withAmara, "And here?");
  await expect(status(page)).toHaveText("Amara: And here?");
  expect(await said(page)).toEqual(["Jonas: Are you there?", "Amara: And here?"]);
});

test("several messages at once are told as a number (A33)", async ({ signUp, open }) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const matchId = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  const page = await open(maya);
  await expect(listEntry(page, jonas)).toBeVisible();
  // Whatever else is being said must be over first: one second, by the announcer's own clock.
  await amara.send(withAmara, "Something to wait for");
  await jonas.sendAll(matchId, ["One", "Two", "Three", "Four"]);
  await expect(status(page)).toHaveText(/^\d new messages from Jonas$|^Jonas: Four$/);
});

test("what could not be sent is an alert, also in a conversation that one has left (A32)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_INTERNET_DISCONNECTED|409/);
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const matchId = await maya.matchWith(jonas);
  await maya.matchWith(amara);
  const page = await open(maya, `/messages?with=${matchId}`);
  await expect(composer(page, jonas)).toBeVisible();
  await page.context().setOffline(true);
  await expect(status(page)).toHaveText("Waiting for network…");
  await write(page, jonas, "Too late");
  await jonas.endMatch(matchId);
  await listEntry(page, amara).click();
  await expect(composer(page, amara)).toBeVisible();
  await page.context().setOffline(false);
  await expect(alert(page)).toHaveText("A message to Jonas was not sent.");
});

test("a dialog leaves the announcers audible (A35)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  await expect(composer(page, jonas)).toBeVisible();
  await page.keyboard.press("Control+/");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await jonas.send(matchId, "Said all the same");
  await expect(status(page)).toHaveText("Jonas: Said all the same");
  for (const region of [status(page), alert(page)])
    expect(
      await region.evaluate((element) => {
        const hidden = element.closest("[aria-hidden=true], [inert]");
        const modal = document.querySelector("[aria-modal=true]");
        return hidden === null && (modal === null || modal.contains(element));
      }),
    ).toBe(true);
});

test("somebody who types is told of once (A32, U57)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const [hers, his] = await Promise.all([
    open(maya, `/messages?with=${matchId}`),
    open(jonas, `/messages?with=${matchId}`),
  ]);
  await expect(composer(hers, jonas)).toBeVisible();
  // A signal of typing is never said twice: one from before she was in the room is lost.
  await expect(async () => {
    await composer(his, maya).fill("");
    await composer(his, maya).pressSequentially("Let me think");
    await expect(status(hers)).toHaveText("Jonas is typing", { timeout: 1_000 });
  }).toPass();
  await expect(hers.getByText("typing…").first()).toBeVisible();
});
