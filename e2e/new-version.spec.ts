import type { Page } from "@playwright/test";
import { composer } from "./support/messages-page.ts";
import { NETWORK_CUT } from "./support/network-cut.ts";
import { expect, test } from "./support/test.ts";

/** The page asks when its network comes back. Resolves when it was answered. */
async function askForVersion(page: Page) {
  const answered = page.waitForResponse("**/version");
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await answered;
}

test("a new version is told of quietly; nothing reloads by itself, and a draft outlives the reload (U82)", async ({
  signUp,
  open,
  consoleErrors,
}) => {
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const page = await open(maya, `/messages?with=${await maya.matchWith(jonas)}`);
  await composer(page, jonas).pressSequentially("Half a thought");
  await page.route("**/version", (route) => route.fulfill({ body: "another build" }));
  await askForVersion(page);

  await expect(page.getByRole("region", { name: "New version" })).toBeVisible();
  await page.keyboard.type(" and the rest");
  await expect(composer(page, jonas)).toHaveValue("Half a thought and the rest");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("region", { name: "New version" })).toBeHidden();
  await expect(composer(page, jonas)).toHaveValue("Half a thought and the rest");
});

test("the version that the page has is no news (U82)", async ({ signUp, open, consoleErrors }) => {
  consoleErrors.allow(NETWORK_CUT);
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, `/messages?with=${matchId}`);
  await expect(composer(page, jonas)).toBeVisible();
  await askForVersion(page);
  await jonas.send(matchId, "Later than the answer");
  await expect(page.getByText("Later than the answer").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "New version" })).toBeHidden();
});
