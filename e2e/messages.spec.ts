import type { Locator } from "@playwright/test";
import { openThread } from "./support/history.ts";
import { listEntry, transcript, write } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

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

test("a message counts as read when its end is on screen, and its writer is told in words (U19, U20, U32)", {
  tag: "@between-nodes",
}, async ({ signUp, open }) => {
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

test("copying several messages tells who said what and when, and one message is its own words (U64)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const first = await jonas.send(matchId, "Shall we meet\nat the river?");
  const second = await maya.send(matchId, "Six is perfect.");
  const page = await open(maya, "about:blank", { locale: "en-GB", timezoneId: "UTC" });
  await openThread(page, matchId, jonas);
  const copied = (from: number, to: number) =>
    page.evaluate(
      ([begin, end]) => {
        const bubbles = document.querySelectorAll(".bubble");
        const [one, other] = [bubbles[begin ?? 0], bubbles[end ?? 0]];
        if (one === undefined || other === undefined) throw new Error("There are fewer messages");
        getSelection()?.setBaseAndExtent(one, 0, other, other.childNodes.length);
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
        other.dispatchEvent(event);
        return event.defaultPrevented ? clipboardData.getData("text/plain") : getSelection()?.toString();
      },
      [from, to],
    );
  expect(await copied(0, 1)).toBe(
    `[${first.createdAt.slice(11, 16)}] Jonas: Shall we meet\nat the river?\n[${second.createdAt.slice(11, 16)}] You: Six is perfect.`,
  );
  expect(await copied(0, 0)).toBe("Shall we meet\nat the river?");
});

test("marks that pile up, characters that turn the direction, and tokens without end stay in their own message (U62, U63)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, [
    "Above",
    `z${"\u0334\u0353\u035c\u0301".repeat(950)}`,
    "\u202eturned\u202e",
    "x".repeat(2_000),
    "مرحبا, how are you?",
    "Below",
  ]);
  await maya.account.call("POST", `/api/matches/${matchId}/read`, { seq: 6 });
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
  await expect(log.getByText("Below", { exact: true })).toBeInViewport();
  await log.evaluate((element) => {
    element.scrollTop = 0;
  });
  // Nothing is painted outside of its row, so the marks cannot cover the message above.
  expect(
    await log
      .locator(".message")
      .evaluateAll((rows) => rows.every((row) => getComputedStyle(row).overflow === "clip")),
  ).toBe(true);
  expect(
    await log.getByText("مرحبا, how are you?").evaluate((text) => getComputedStyle(text).direction),
  ).toBe("rtl");
  expect(
    await log.getByText("Below", { exact: true }).evaluate((text) => getComputedStyle(text).direction),
  ).toBe("ltr");
  expect(await log.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
});

test("the title, and the icon of the tab, tell of what is unread and of nothing else (U88, A17)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const withJonas = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  const page = await open(maya, `/messages?with=${withJonas}`);
  const icon = page.locator('link[rel="icon"]');
  await expect(page).toHaveTitle("Jonas · Duologue");
  await expect(icon).toHaveAttribute("href", /^\/icon\.svg/);
  await amara.sendAll(withAmara, ["One", "Two"]);
  await expect(page).toHaveTitle("(2) Jonas · Duologue");
  await expect(icon).toHaveAttribute("href", "/icon-unread.svg");
  expect((await page.request.get("/icon-unread.svg")).status()).toBe(200);
  await listEntry(page, amara).click();
  await expect(page).toHaveTitle("Amara · Duologue");
  await expect(icon).toHaveAttribute("href", /^\/icon\.svg/);
});

test("a message that is still on its way says so itself, also when it is not the last (U58)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya);
  const log = await openThread(page, matchId, jonas);
  const { promise: let_go, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(`**/api/messages/${matchId}`, async (route) => {
    await let_go;
    await route.continue();
  });
  await write(page, jonas, "One");
  await write(page, jonas, "Two");
  await expect(log.getByText("Sending…")).toHaveCount(2);
  letGo();
  await expect(log.getByText(/^(Sent|Delivered)$/)).toHaveCount(1);
  await expect(log.getByText("Sending…")).toHaveCount(0);
});

test("a name and a text from right to left lose their end, and not their beginning, where there is no room (U63)", async ({
  signUp,
  open,
}) => {
  const [maya, peer] = await signUp("Maya", "مايا بنت عبد الرحمن الطويل ابن خلدون");
  const matchId = await maya.matchWith(peer);
  await maya.send(matchId, "هذه رسالة طويلة لا مكان لها كلها في سطر واحد من القائمة");
  const page = await open(maya, "/messages", { viewport: { width: 320, height: 568 } });
  const row = page.locator(`[data-match="${matchId}"]`);
  await expect(row).toContainText("You: ");
  await expect.poll(() => beginningIsInView(row.locator("bdi"))).toEqual([true, true]);
  await row.click();
  await expect.poll(() => beginningIsInView(page.locator("#peer-name bdi"))).toEqual([true]);
});

/** Of each text, whether its first letter is inside the box that cuts it, while its last one is not. */
function beginningIsInView(texts: Locator): Promise<boolean[]> {
  return texts.evaluateAll((elements) =>
    elements.map((element) => {
      const box = element.getBoundingClientRect();
      const text = element.firstChild;
      const length = text?.textContent?.length ?? 0;
      const [first, last] = [0, length - 1].map((at) => {
        const letter = document.createRange();
        if (text !== null) letter.setStart(text, at);
        if (text !== null) letter.setEnd(text, at + 1);
        const { left, right } = letter.getBoundingClientRect();
        return left >= box.left - 1 && right <= box.right + 1;
      });
      return first === true && last === false;
    }),
  );
}
