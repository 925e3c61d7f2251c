import type { Page } from "@playwright/test";
import { composer, transcript } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("the chosen theme is in the first byte of the next page (U99)", async ({ signUp, open }) => {
  const [maya] = await signUp("Maya");
  const page = await open(maya, "/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const dark = await page.goto("/settings");
  expect(await dark?.text()).toContain('data-theme="dark"');
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.getByRole("group", { name: "Theme" }).getByLabel("As the device").check();
  const system = await page.goto("/settings");
  expect(await system?.text()).not.toContain("data-theme=");
});

test("name, description and what one gives away are kept (U24)", async ({ signUp, open }) => {
  const [maya] = await signUp("Maya");
  const page = await open(maya, "/settings");
  await page.getByLabel("Name").fill(" ");
  await expect(page.getByText("Your name must not be empty.")).toBeVisible();
  await page.getByLabel("Name").fill("Maya of the Maps");
  await page.getByLabel("About you").fill("Draws coasts.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const receipts = page.getByRole("switch", { name: "Read receipts" });
  await receipts.uncheck();
  // Right after the click: what was shown as done gets through.
  await page.reload();
  const kept = () => maya.account.call("GET", "/api/me");
  await expect.poll(kept).toMatchObject({ settings: { readReceipts: false } });
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Maya of the Maps");
  await expect(page.getByLabel("About you")).toHaveValue("Draws coasts.");
  await expect(receipts).not.toBeChecked();
  await expect(page.getByRole("switch", { name: "Typing" })).toBeChecked();
});

test("a new password is taken only with the old one, signs out the other devices, and this one goes on (A28, A041)", {
  tag: "@between-nodes",
}, async ({ signUp, open, consoleErrors }) => {
  // What the browser itself says when the old password is wrong, and the other device hears that it is out.
  consoleErrors.allow(/40[01]/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const elsewhere = await open(undefined, "/sign-in");
  await signIn(elsewhere, maya.account.credentials);
  await expect(elsewhere).toHaveURL(/messages/);
  const page = await open(maya, "/settings");
  const otherTab = await page.context().newPage();
  await otherTab.goto(`/messages?with=${matchId}`);
  await composer(otherTab, jonas).fill("with the new one");

  const current = page.getByLabel("Current password");
  const next = page.getByLabel("New password");
  const change = page.getByRole("button", { name: "Change password" });
  await expect(current).toHaveAttribute("autocomplete", "current-password");
  await expect(next).toHaveAttribute("autocomplete", "new-password");
  await current.fill("not this one");
  await next.fill("short");
  await change.click();
  await expect(next).toBeFocused();
  await expect(next).toHaveAccessibleDescription("Use at least 8 characters; 3 more.");
  await next.fill("a new long password");
  await change.click();
  await expect(current).toBeFocused();
  await expect(current).toHaveAccessibleDescription("This is not your current password.");
  await expect(page.getByRole("button", { name: "Sign out Chrome on Linux" })).toBeVisible();

  await current.fill(maya.account.credentials.password);
  await change.click();
  await expect(page.getByRole("status").getByText("Your other devices are signed out.")).toBeVisible();
  await expect(current).toHaveValue("");
  await expect(page.getByRole("button", { name: "Sign out Chrome on Linux" })).toHaveCount(0);
  const again = elsewhere.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await again.getByLabel("Email").fill(maya.account.credentials.email);
  await again.getByLabel("Password").fill("a new long password");
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toHaveCount(0);

  // This device is not asked for anything, in its other tabs neither, and goes on.
  await expect(otherTab.getByRole("dialog")).toHaveCount(0);
  await composer(otherTab, jonas).press("Enter");
  await expect(transcript(otherTab, jonas).getByText("Sent")).toBeVisible();
});

test("a session that ends while one writes is renewed in place, and the text is still there (U79)", {
  tag: "@between-nodes",
}, async ({ signUp, open, consoleErrors }) => {
  // What the browser itself says when the ended session is used once more.
  consoleErrors.allow(/401/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  await composer(page, jonas).fill("half a thought");
  const { email, password } = maya.account.credentials;
  await maya.account.call("POST", "/api/auth/revoke-sessions", {});

  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(composer(page, jonas)).toHaveValue("half a thought");
  await composer(page, jonas).press("Enter");
  await expect(transcript(page, jonas).getByText("Sent")).toBeVisible();
});

test("signing out everywhere ends every session, and a link to a conversation survives signing in (U98, G13)", {
  tag: "@between-nodes",
}, async ({ signUp, open, consoleErrors }) => {
  consoleErrors.allow(/401/);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, "/settings");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/sign-in/);

  await page.goto(`/messages?with=${matchId}`);
  await expect(page).toHaveURL(/sign-in\?next=/);
  await page.getByLabel("Email").fill(maya.account.credentials.email);
  await page.getByLabel("Password").fill(maya.account.credentials.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`/messages?with=${matchId}`);
  await expect(composer(page, jonas)).toBeVisible();
});
