import type { Page } from "@playwright/test";
import { pagesKept, recordsKept } from "./support/kept-by-browser.ts";
import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import { NETWORK_CUT } from "./support/network-cut.ts";
import { expect, test } from "./support/test.ts";

test("without a network a reload still shows the list and what was last read (G12, U78)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const withJonas = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  await jonas.sendAll(withJonas, ["Are you coming?", "We are at the lake."]);
  await amara.send(withAmara, "Not opened before");
  const page = await open(maya, `/messages?with=${withJonas}`);
  await expect(transcript(page, jonas)).toContainText("We are at the lake.");
  await expect(listEntry(page, amara)).toContainText("Not opened before");
  await pagesKept(page);
  await expect.poll(() => recordsKept(page)).toMatchObject({ matches: 2, pages: 1 });

  await page.context().setOffline(true);
  await page.reload();
  await expect(transcript(page, jonas)).toContainText("We are at the lake.");
  await expect(listEntry(page, amara)).toContainText("Not opened before");
  await expect(page.getByText("Waiting for network…").first()).toBeVisible();

  // What was never opened before opens too.
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "End match" }).click();
  await page.getByRole("button", { name: "Keep the match" }).click();

  await page.goto("/messages");
  await expect(listEntry(page, jonas)).toContainText("We are at the lake.");

  await page.context().setOffline(false);
  await jonas.send(withJonas, "Back on the line");
  await expect(listEntry(page, jonas)).toContainText("Back on the line");
});

test("who is online is known again as soon as the network is back (U75)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  await open(jonas, `/messages?with=${matchId}`);
  const online = page.getByRole("main").getByText("Online", { exact: true });
  await expect(online).toBeVisible();

  await page.context().setOffline(true);
  await expect(online).toBeHidden();
  await page.context().setOffline(false);
  await expect(online).toBeVisible();
});

test("an outbox written without a network survives reloads and goes out once, in its order (G1, G4, U29)", {
  tag: "@between-nodes",
}, async ({ signUp, open, consoleErrors }) => {
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  await expect(composer(page, jonas)).toBeVisible();
  await pagesKept(page);
  await expect.poll(() => recordsKept(page)).toMatchObject({ matches: 1 });
  const texts = Array.from({ length: 12 }, (_, index) => `Written offline ${index + 1}.`);

  await page.context().setOffline(true);
  for (const [index, text] of texts.entries()) {
    await write(page, jonas, text);
    // Right after the key, before the text is on screen: each reload finds what was written before it.
    await page.reload();
    await expect(bubbles(page)).toHaveText(texts.slice(0, index + 1));
  }
  await composer(page, jonas).fill("and a draft");
  await page.reload();
  await expect(bubbles(page)).toHaveText(texts);
  await expect(composer(page, jonas)).toHaveValue("and a draft");

  await page.context().setOffline(false);
  await expect(transcript(page, jonas).getByText("Sent")).toBeVisible();
  await expect(bubbles(page)).toHaveText(texts);
  const { messages } = await jonas.account.call<{ messages: { content: string }[] }>(
    "GET",
    `/api/messages/${matchId}`,
  );
  expect(messages.map(({ content }) => content)).toEqual(texts);
});

test("a browser whose storage is full works on and says so (U83)", async ({ signUp, open, system }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, "about:blank");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: system.webUrl, quotaSize: 1 });

  await page.goto(`/messages?with=${matchId}`);
  await write(page, jonas, "Sent without being kept");

  await expect(page.getByText("This browser keeps nothing for this site.")).toBeVisible();
  await expect(transcript(page, jonas).getByText("Sent", { exact: true })).toBeVisible();
  expect((await jonas.match(matchId)).lastMessage?.content).toBe("Sent without being kept");
});

test("a browser that forbids storage works from the first page on and says so (U83)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, "/settings");
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  await page.goto(`/messages?with=${matchId}`);
  await expect(page.getByText("This browser keeps nothing for this site.")).toBeVisible();
  await write(page, jonas, "All the same");
  await expect(transcript(page, jonas).getByText("Sent", { exact: true })).toBeVisible();
});

function bubbles(page: Page) {
  return page.locator(".bubble");
}
