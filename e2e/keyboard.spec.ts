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
