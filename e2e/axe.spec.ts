import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { listEntry, transcript } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
    [],
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`axe finds nothing in the ${colorScheme} theme (A31, A46)`, () => {
    test("before signing in", async ({ open }) => {
      const page = await open(undefined, "/sign-in", { colorScheme });
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByText("Enter your email address.")).toBeVisible();
      await expectNoViolations(page);
      await page.getByRole("link", { name: "Create an account" }).click();
      await expect(page.getByRole("heading", { name: "Create an account" })).toBeVisible();
      await expectNoViolations(page);
    });

    test("in a conversation, its menu and its dialogs", async ({ signUp, open }) => {
      const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
      const matchId = await maya.matchWith(jonas);
      const ended = await maya.matchWith(amara);
      await amara.send(ended, "Farewell");
      await amara.endMatch(ended);
      await jonas.sendAll(matchId, ["Hello", "see https://example.com"]);
      const page = await open(maya, "/messages", { colorScheme });
      await expect(listEntry(page, jonas)).toBeVisible();
      await expectNoViolations(page);

      await listEntry(page, jonas).click();
      await expect(transcript(page, jonas).getByRole("link")).toBeVisible();
      await expectNoViolations(page);

      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: /About/ }).click();
      await expect(page.getByRole("complementary", { name: "About Jonas" })).toBeVisible();
      // What fades out is for nobody any more.
      await expect(page.getByRole("menu", { includeHidden: true })).toHaveCount(0);
      await expectNoViolations(page);
      await page.getByRole("button", { name: "End match…" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoViolations(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("alertdialog")).toHaveCount(0);

      await page.keyboard.press("Control+/");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      await expectNoViolations(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog", { includeHidden: true })).toHaveCount(0);

      await listEntry(page, amara).click();
      await expect(page.getByText("The match with Amara has ended.")).toBeVisible();
      await expectNoViolations(page);
    });

    test("among people and in the settings", async ({ signUp, open }) => {
      const [maya] = await signUp("Maya", "Jonas");
      const page = await open(maya, "/people", { colorScheme });
      await expect(page.getByRole("heading", { name: "Jonas" }).first()).toBeVisible();
      await expectNoViolations(page);
      await page.goto("/settings");
      await expect(page.getByText("This device")).toBeVisible();
      await expectNoViolations(page);
    });
  });
}

test("every page fits 320 pixels, and twice the size of text (A08)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya Lindqvist-Hartmann", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "Hello there, how are you today?");
  const page = await open(maya, "/messages", { viewport: { width: 320, height: 568 } });
  for (const path of [
    "/messages",
    `/messages?with=${matchId}`,
    "/people",
    "/settings",
    "/people while it loads",
  ]) {
    // Never answered.
    if (path.endsWith("loads")) await page.route("**/api/people*", () => {});
    await page.goto(path.split(" ")[0] ?? "");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const size of ["100%", "200%"]) {
      await page.evaluate(
        (fontSize) => document.documentElement.style.setProperty("font-size", fontSize),
        size,
      );
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(tooWide, `${path} at ${size}`).toBeLessThanOrEqual(0);
      const title = page.getByRole("heading", { level: 1 });
      const room = await title.evaluate(
        (heading) => heading.clientWidth / Number.parseFloat(getComputedStyle(heading).fontSize),
      );
      expect(room, `the title of ${path} at ${size}, in its own letters`).toBeGreaterThan(2.5);
      expect(await covered(title), `the title of ${path} at ${size}`).toBe(false);
    }
  }
});

/** Whether something else is drawn over the middle or an end of this text. */
function covered(text: Locator): Promise<boolean> {
  return text.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const end = Math.min(right, element.getBoundingClientRect().right);
    return [left + 1, (left + end) / 2, end - 1].some((x) => {
      const hit = document.elementFromPoint(x, (top + bottom) / 2);
      return hit !== null && !element.contains(hit);
    });
  });
}
