import type { Page } from "@playwright/test";
import { openThread } from "./support/history.ts";
import { composer, listEntry, transcript, write } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

const styleOf = (page: Page, selector: string, property: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

test("contrast and the size of text are in the first byte of the next page, and do what they say (U99)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "Can you read this?");
  const page = await open(maya, "/settings");
  await page.getByRole("group", { name: "Contrast" }).getByRole("radio", { name: "More" }).check();
  await page.getByRole("group", { name: "Text size" }).getByRole("radio", { name: "Largest" }).check();
  const answer = await page.goto("/settings");
  const html = await answer?.text();
  expect(html).toContain('data-contrast="more"');
  expect(html).toContain('data-text="largest"');
  await openThread(page, matchId, jonas);
  expect(await styleOf(page, ".bubble", "border-top-style")).toBe("solid");
  expect(await styleOf(page, ".bubble", "font-size")).toBe("19.6875px");
});

test("in the reader's own colours shapes keep an edge (A41)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "Hello");
  const page = await open(maya, "about:blank", { forcedColors: "active" });
  await openThread(page, matchId, jonas);
  await composer(page, jonas).fill("Written");
  for (const part of [".bubble", ".send-button", ".composer-box"])
    expect(await styleOf(page, part, "border-top-style"), part).toBe("solid");
  await transcript(page, jonas).focus();
  await page.keyboard.press("ArrowUp");
  expect(await styleOf(page, ".message:focus-visible > .bubble", "outline-style")).toBe("solid");
});

test("whoever asked for stillness sees none of it move (A15, U17)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const page = await open(maya, "about:blank", { reducedMotion: "reduce" });
  await openThread(page, matchId, jonas);
  await write(page, jonas, "Still");
  await expect(transcript(page, jonas).getByText("Still")).toBeVisible();
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll("*")].filter((element) => {
        const { animationDuration, animationIterationCount, transitionDuration } = getComputedStyle(element);
        const long = (durations: string) =>
          durations.split(",").some((one) => Number.parseFloat(one) > 0.001);
        return long(transitionDuration) || (long(animationDuration) && animationIterationCount !== "1");
      }).length,
  );
  expect(moving).toBe(0);
});

test("a page that runs from right to left mirrors, and a name keeps its own direction (A42, U63)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "שרה כהן");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "שלום, מה שלומך?");
  const page = await open(maya);
  await expect(listEntry(page, jonas)).toBeVisible();
  await listEntry(page, jonas).click();
  await expect(page).toHaveTitle("\u2068שרה כהן\u2069 · Duologue");
  const field = page.getByRole("textbox", { name: /^Message/ });
  await expect(field).toHaveAccessibleName("Message \u2068שרה כהן\u2069");
  await field.fill("Fine");
  await field.press("Enter");
  await expect(page.locator("[data-mine] .bubble")).toBeVisible();

  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  const box = async (selector: string) => {
    const found = await page.locator(selector).boundingBox();
    if (found === null) throw new Error(`${selector} is not drawn`);
    return found;
  };
  const [log, mine, theirs, list] = [
    await box("#transcript"),
    await box("[data-mine] .bubble"),
    await box(".message:not([data-mine]) .bubble"),
    await box(".list-pane"),
  ];
  expect(mine.x - log.x).toBeLessThan(log.x + log.width - mine.x - mine.width);
  expect(theirs.x - log.x).toBeGreaterThan(log.x + log.width - theirs.x - theirs.width);
  expect(list.x).toBeGreaterThan(log.x);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("text spacing of the reader's own cuts nothing off (A10)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  await jonas.send(matchId, "Words with more room between them");
  const page = await open(maya, `/messages?with=${matchId}`, { bypassCSP: true });
  await expect(composer(page, jonas)).toBeVisible();
  await page.addStyleTag({
    content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`,
  });
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("button, .bubble, .conversation-row, h1, h2, .badge")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0)
      .map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(cut).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
