import { composer, listEntry, transcript } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

test("everything can be done without a pointer: from signing in to ending a match (A12, A16, A37)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Bartholomew Keys");
  await jonas.account.call("POST", `/api/people/${maya.id}/like`);

  const page = await open(undefined, "/people");
  await expect(page).toHaveURL(/sign-in\?next=%2Fpeople/);
  const keys = page.keyboard;
  await page.getByLabel("Email").focus();
  await keys.type(maya.account.credentials.email);
  await keys.press("Tab");
  await keys.type(maya.account.credentials.password);
  await keys.press("Enter");

  // Liking somebody who likes one back leads to the conversation.
  await expect(page).toHaveURL(/people$/);
  const card = page.getByRole("listitem", { name: jonas.name });
  await expect(async () => {
    if (!(await card.isVisible()))
      await page.getByRole("button", { name: "Show more" }).click({ timeout: 500 });
    await expect(card).toBeVisible({ timeout: 500 });
  }).toPass();
  await card.focus();
  await keys.press("l");
  const write = page.getByRole("link", { name: `Write to ${jonas.name}` });
  await expect(write).toBeVisible();
  await write.focus();
  await keys.press("Enter");
  await expect(composer(page, jonas)).toBeFocused();
  await keys.type("Hello Jonas");
  await keys.press("Enter");
  await expect(transcript(page, jonas).getByText("Hello Jonas")).toBeVisible();

  // F6 goes round the parts of the page.
  await keys.press("F6");
  await expect(listEntry(page, jonas)).toBeFocused();
  await keys.press("F6");
  await expect(transcript(page, jonas)).toBeFocused();
  await keys.press("F6");
  await expect(composer(page, jonas)).toBeFocused();
  await keys.press("Shift+F6");
  await keys.press("Shift+F6");
  await expect(listEntry(page, jonas)).toBeFocused();

  // The menu, the question, and the focus back where it came from.
  const more = page.getByRole("button", { name: "More" });
  await more.focus();
  await keys.press("Enter");
  await page.getByRole("menuitem", { name: /About/ }).waitFor();
  await keys.press("Escape");
  await expect(more).toBeFocused();
  await keys.press("Enter");
  await expect(page.getByRole("menuitem", { name: /About/ })).toBeFocused();
  await keys.press("ArrowDown");
  await keys.press("Enter");
  const question = page.getByRole("alertdialog", { name: `End your match with ${jonas.name}?` });
  await expect(question).toBeVisible();
  await page.getByRole("button", { name: "End match", exact: true }).focus();
  await keys.press("Enter");
  await expect(page.getByText(`The match with ${jonas.name} has ended.`)).toBeVisible();
  await expect(question).toHaveCount(0);
});

test("Alt with the arrows walks over the conversations, with Shift over the unread ones (U72)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara, ida] = await signUp("Maya", "Jonas", "Amara", "Ida");
  const withJonas = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  const withIda = await maya.matchWith(ida);
  await jonas.send(withJonas, "Unread");
  await maya.send(withAmara, "Read");
  await maya.send(withIda, "Newest");
  const page = await open(maya);
  await expect(listEntry(page, ida)).toBeVisible();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(composer(page, ida)).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(composer(page, amara)).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(composer(page, ida)).toBeFocused();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(composer(page, jonas)).toBeFocused();
  await expect(page).toHaveTitle(/Jonas.* · Duologue$/);
});

test("back leads to the list, to the row that was left; a row under the pointer stays (U69, U98)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const withJonas = await maya.matchWith(jonas);
  await maya.matchWith(amara);
  const page = await open(maya, "/messages", { viewport: { width: 390, height: 844 } });
  await listEntry(page, jonas).click();
  await expect(transcript(page, jonas)).toBeVisible();
  await page.getByRole("button", { name: "Back to conversations" }).click();
  await expect(page).toHaveURL(/messages$/);
  await expect(listEntry(page, jonas)).toBeFocused();

  await listEntry(page, amara).hover();
  const place = await listEntry(page, amara).boundingBox();
  await jonas.send(withJonas, "To the top");
  await expect(listEntry(page, jonas)).toContainText("To the top");
  expect(await listEntry(page, amara).boundingBox()).toEqual(place);
});

test("a name finds a conversation from anywhere, and unread ones out of sight are told of (U25, U71, U72)", async ({
  signUp,
  open,
}) => {
  const names = ["Maya", "Anna", "Béla", "Chidi", "Dana", "Emre", "Femi", "Greta", "Hana", "Zoë"] as const;
  const [maya, ...others] = await signUp(...names);
  const matchIds: string[] = [];
  for (const other of others) matchIds.push(await maya.matchWith(other));
  for (const [index, other] of others.entries()) await other.send(matchIds[index] ?? "", "Hello");
  const page = await open(maya, "/messages", { viewport: { width: 1280, height: 480 } });
  const [anna, , , , , , , , zoe] = others;
  await expect(page.getByRole("navigation", { name: "Conversations" }).getByRole("link")).toHaveCount(9);

  const more = page.getByRole("button", { name: /^\d more unread$/ });
  await expect(more).toBeVisible();
  // Each press leads to the next one, until none is below.
  await expect(async () => {
    if ((await more.count()) > 0) await more.click({ timeout: 1_000 });
    await expect(more).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await expect(listEntry(page, anna)).toBeInViewport();

  await listEntry(page, anna).click();
  await expect(composer(page, anna)).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zoe");
  await expect(page.getByRole("navigation", { name: "Conversations" }).getByRole("link")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(composer(page, zoe)).toBeFocused();
  await expect(page.getByRole("navigation", { name: "Conversations" }).getByRole("link")).toHaveCount(9);
});

test("a conversation is found by its shortcut in a short list and on a narrow screen too (U72)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const matchId = await maya.matchWith(jonas);
  await maya.matchWith(amara);
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 320, height: 568 },
  ]) {
    const page = await open(maya, `/messages?with=${matchId}`, { viewport });
    await expect(composer(page, jonas)).toBeFocused();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("searchbox", { name: "Find a conversation" })).toBeFocused();
    await page.keyboard.type("ama");
    await page.keyboard.press("Enter");
    await expect(composer(page, amara)).toBeFocused();
  }
});

test("the next unread conversation is found above as well as below (U72)", async ({ signUp, open }) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const withJonas = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  await maya.send(withJonas, "Read");
  const page = await open(maya, `/messages?with=${withJonas}`);
  await expect(composer(page, jonas)).toBeFocused();
  await amara.send(withAmara, "On top and unread");
  await expect(listEntry(page, amara)).toHaveAccessibleName(/1 unread/);
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(composer(page, amara)).toBeFocused();
});

test("the focus has somewhere to go when what had it goes away (A37)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(/ERR_INTERNET_DISCONNECTED|409/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(
    matchId,
    Array.from({ length: 40 }, (_, index) => `Message ${index + 1}`),
  );
  const page = await open(maya, `/messages?with=${matchId}`, { viewport: { width: 1280, height: 800 } });
  const log = transcript(page, jonas);
  const keys = page.keyboard;

  // The sheet of shortcuts, and what is beside the thread.
  await expect(composer(page, jonas)).toBeFocused();
  await keys.press("Control+/");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await keys.press("Escape");
  await expect(composer(page, jonas)).toBeFocused();
  const more = page.getByRole("button", { name: "More" });
  await more.focus();
  await keys.press("Enter");
  await page.getByRole("menuitem", { name: /About/ }).press("Enter");
  const about = page.getByRole("complementary", { name: "About Jonas" });
  await about.getByRole("button", { name: "Close" }).press("Enter");
  await expect(about).toHaveCount(0);
  await expect(more).toBeFocused();

  // The way to the newest message.
  await log.focus();
  await keys.press("Home");
  const latest = page.getByRole("button", { name: /^Latest/ });
  await latest.press("Enter");
  await expect(latest).toHaveCount(0);
  await expect(log).toBeFocused();

  // A message that was not sent.
  await page.context().setOffline(true);
  for (const text of ["One", "Two"]) {
    await composer(page, jonas).fill(text);
    await composer(page, jonas).press("Enter");
  }
  await jonas.endMatch(matchId);
  await page.context().setOffline(false);
  await expect(log.getByRole("button", { name: "Delete" })).toHaveCount(2);
  await log.getByRole("button", { name: "Delete" }).first().press("Enter");
  await expect(log.getByText("One", { exact: true })).toHaveCount(0);
  await expect(page.locator(":focus")).toHaveAccessibleName(/: Two\. Not sent\./);
});

test("Escape takes the unread divider away from wherever one is in the thread, and nothing that was written (U18, U48)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, ["One", "Two"]);
  const page = await open(maya, `/messages?with=${matchId}`);
  const divider = transcript(page, jonas).getByText("New", { exact: true });
  await expect(divider).toBeVisible();
  await composer(page, jonas).fill("Half a thought");
  await transcript(page, jonas).focus();
  await page.keyboard.press("Escape");
  await expect(divider).toHaveCount(0);
  await composer(page, jonas).press("Escape");
  await expect(composer(page, jonas)).toHaveValue("Half a thought");
});
