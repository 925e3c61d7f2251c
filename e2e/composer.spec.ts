import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("Enter sends, Shift and Enter makes a new line, and the setting swaps it (U37)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const field = composer(page, jonas);
  await field.pressSequentially("one");
  await field.press("Shift+Enter");
  await field.pressSequentially("two");
  await expect(field).toHaveValue("one\ntwo");
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
  await expect(transcript(page, jonas).getByText("one two")).toBeVisible();

  await page.goto("/settings");
  await page.getByRole("radio", { name: "New line; Ctrl and Enter sends" }).check();
  await page.goto(`/messages?with=${matchId}`);
  await field.fill("three");
  await field.press("Enter");
  await expect(field).toHaveValue("three\n");
  await field.press("Control+Enter");
  await expect(field).toHaveValue("");
});

test("Enter that confirms a word of an input method sends nothing, in Safari's way of saying so too (U38)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const field = composer(page, jonas);
  await field.fill("にほん");
  for (const init of [
    { key: "Enter", keyCode: 13, isComposing: true },
    { key: "Enter", keyCode: 229, isComposing: false },
  ])
    await field.evaluate((element, how) => {
      element.dispatchEvent(new KeyboardEvent("keydown", { ...how, bubbles: true, cancelable: true }));
    }, init);
  await expect(field).toHaveValue("にほん");
  await field.press("Enter");
  await expect(field).toHaveValue("");
});

test("a keyboard that lies over the page leaves the composer and the last message in sight (U52)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await maya.sendAll(
    matchId,
    Array.from({ length: 30 }, (_, index) => `Message ${index + 1}`),
  );
  const page = await open(maya, `/messages?with=${matchId}`, phone);
  const last = page.locator(".bubble").last();
  await expect(last).toBeInViewport();
  const bottoms = async () => {
    const boxes = await Promise.all([last.boundingBox(), composer(page, jonas).boundingBox()]);
    return boxes.map((box) => (box === null ? Number.POSITIVE_INFINITY : box.y + box.height));
  };
  /** As Safari on a phone tells of its keyboard. */
  const leave = (height: number) =>
    page.evaluate((height) => {
      Object.defineProperty(visualViewport, "height", { value: height, configurable: true });
      visualViewport?.dispatchEvent(new Event("resize"));
    }, height);

  await leave(450);
  await expect(async () => expect(Math.max(...(await bottoms()))).toBeLessThanOrEqual(450)).toPass();
  await leave(844);
  await expect(async () => expect(Math.max(...(await bottoms()))).toBeGreaterThan(750)).toPass();
});

test("on a touch screen Enter is a new line, the button sends, and nothing pops up the keyboard (U39, U53)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`, phone);
  const field = composer(page, jonas);
  await expect(field).not.toBeFocused();
  await field.tap();
  await field.pressSequentially("one");
  await field.press("Enter");
  await field.pressSequentially("two");
  await expect(field).toHaveValue("one\ntwo");
  await page.getByRole("button", { name: "Send" }).tap();
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
});

test("drafts belong to their conversation, survive a reload and show in the list (U40, U43, U44)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  await maya.matchWith(jonas);
  await maya.matchWith(amara);
  const page = await open(maya);
  await listEntry(page, jonas).click();
  await composer(page, jonas).fill("only for Jonas");
  await listEntry(page, amara).click();
  await expect(composer(page, amara)).toHaveValue("");
  await expect(listEntry(page, jonas)).toContainText("Draft: only for Jonas");
  await listEntry(page, jonas).click();
  await listEntry(page, jonas).click();
  await expect(composer(page, jonas)).toHaveValue("only for Jonas");
  await page.reload();
  await expect(composer(page, jonas)).toHaveValue("only for Jonas");
});

test("the field grows to eight lines and then scrolls (U45)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const field = composer(page, jonas);
  const height = () => field.evaluate((element) => element.clientHeight);
  const one = await height();
  await field.fill("1\n2\n3");
  const three = await height();
  expect(three).toBeGreaterThan(one * 1.8);
  await field.fill(Array.from({ length: 8 }, () => "line").join("\n"));
  const eight = await height();
  expect(eight).toBeGreaterThan(three);
  await field.fill(Array.from({ length: 30 }, () => "line").join("\n"));
  expect(Math.abs((await height()) - eight)).toBeLessThanOrEqual(2);
});

test("the room that is left is told from nine tenths on, and too much is explained and not sent (U51)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const field = composer(page, jonas);
  await field.fill("a".repeat(3_990));
  await expect(page.getByText("10 left")).toBeVisible();
  await field.fill("a".repeat(4_001));
  await expect(page.getByText("1 too many. A message has at most 4000 characters.")).toBeVisible();
  await field.press("Enter");
  await expect(field).toHaveValue("a".repeat(4_001));
});

test("pasted text loses the code points that nobody sees, and undo takes it back (U46, U56)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const field = composer(page, jonas);
  await field.focus();
  await field.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "a\u200bb\ufeff 👩\u200d🚀");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(field).toHaveValue("ab 👩\u200d🚀");
  await field.press("Control+z");
  await expect(field).toHaveValue("");
});

test("a message that was refused keeps its text and offers three ways on (U30, U31)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  // What the browser itself says of the cut and of the refusal.
  consoleErrors.allow(/ERR_INTERNET_DISCONNECTED|409/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const log = transcript(page, jonas);
  await write(page, jonas, "First");
  await expect(log.getByText("Sent")).toBeVisible();

  await page.context().setOffline(true);
  await expect(page.getByText("Waiting for network…").first()).toBeVisible();
  await write(page, jonas, "Too late");
  await expect(log.getByText("Waiting to send")).toBeVisible();
  await jonas.endMatch(matchId);
  await page.context().setOffline(false);

  await expect(log.getByText("Not sent. This match has ended.")).toBeVisible();
  await expect(page.getByText("The match with Jonas has ended.")).toBeVisible();
  await expect(log.getByRole("button", { name: "Retry" })).toBeVisible();
  await log.getByRole("button", { name: "Delete" }).click();
  await expect(log.getByText("Too late")).toHaveCount(0);
});

test("a letter typed while nothing has the focus begins a message, unless one has turned that off (U55, A13)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const field = composer(page, jonas);
  await expect(field).toBeFocused();
  await field.blur();
  await page.keyboard.type("hello");
  await expect(field).toHaveValue("hello");
  await expect(field).toBeFocused();

  await page.goto("/settings");
  await page.getByRole("switch", { name: "Write from anywhere" }).uncheck();
  await page.goto(`/messages?with=${matchId}`);
  await expect(field).toBeFocused();
  await field.blur();
  await page.keyboard.type("x");
  await expect(field).toHaveValue("hello");
  await expect(field).not.toBeFocused();
});

test("a new match offers a few questions, and each is only a beginning (U92)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  const card = transcript(page, jonas).getByRole("region", { name: "Your match" });
  await expect(card.getByRole("button")).toHaveCount(3);
  await card.getByRole("button", { name: "What brought you here?" }).click();
  await expect(composer(page, jonas)).toHaveValue("What brought you here?");
  await expect(composer(page, jonas)).toBeFocused();
  expect((await jonas.match(matchId)).head).toBe(0);
  await composer(page, jonas).press("Enter");
  await expect(transcript(page, jonas).getByText("Sent", { exact: true })).toBeVisible();
  await expect(card.getByRole("button")).toHaveCount(0);
});

test("a touch keyboard is told what its Enter does (U39)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const [touch, keys] = await Promise.all([
    open(maya, `/messages?with=${matchId}`, phone),
    open(maya, `/messages?with=${matchId}`),
  ]);
  await expect(composer(touch, jonas)).toHaveAttribute("enterkeyhint", "enter");
  await expect(composer(keys, jonas)).toHaveAttribute("enterkeyhint", "send");
});
