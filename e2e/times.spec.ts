import { openThread } from "./support/history.ts";
import { composer, listEntries, transcript, write } from "./support/messages-page.ts";
import { expect, test } from "./support/test.ts";

test("at midnight today becomes yesterday, without anything else happening (U59)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const { createdAt } = await jonas.send(matchId, "Good night");
  const page = await open(maya, "about:blank", { timezoneId: "UTC" });
  await page.clock.install({ time: new Date(`${createdAt.slice(0, 10)}T23:59:30Z`) });
  const log = await openThread(page, matchId, jonas);
  // Of the message, and of the match above it.
  await expect(log.getByText("Today", { exact: true })).toHaveCount(2);
  await page.clock.fastForward("01:00");
  await expect(log.getByText("Yesterday", { exact: true })).toHaveCount(2);
  await expect(log.getByText("Today", { exact: true })).toHaveCount(0);
});

test("after a journey times are those of the new time zone (U59)", async ({ signUp, open }) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const { createdAt } = await jonas.send(matchId, "Have you landed?");
  const page = await open(maya, "about:blank", { locale: "en-GB" });
  const log = await openThread(page, matchId, jonas);
  const devtools = await page.context().newCDPSession(page);
  for (const timeZone of ["Asia/Kathmandu", "America/St_Johns"]) {
    await devtools.send("Emulation.setTimezoneOverride", { timezoneId: timeZone });
    const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    await expect(log.locator("time.margin-time")).toHaveText(time.format(new Date(createdAt)));
  }
});

test("a clock that is years off reorders nothing (U35)", async ({ signUp, open }) => {
  const [maya, jonas, amara] = await signUp("Maya", "Jonas", "Amara");
  const matchId = await maya.matchWith(jonas);
  const withAmara = await maya.matchWith(amara);
  await jonas.send(matchId, "First");
  await amara.send(withAmara, "Another one");
  const page = await open(maya, "about:blank");
  await page.clock.install({ time: new Date("2019-05-04T10:00:00Z") });
  await openThread(page, matchId, jonas);
  await write(page, jonas, "Second");
  await expect(listEntries(page)).toHaveText([/Jonas/, /Amara/]);
  await expect(transcript(page, jonas).getByText("Sent", { exact: true })).toBeVisible();
  await jonas.send(matchId, "Third");
  await expect(page.locator(".bubble")).toHaveText(["First", "Second", "Third"]);
  await page.reload();
  await expect(page.locator(".bubble")).toHaveText(["First", "Second", "Third"]);
  await expect(composer(page, jonas)).toHaveValue("");
});

test("the clock has twelve or twenty-four hours as one likes, and the exact time comes with the focus (U60)", async ({
  signUp,
  open,
}) => {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await maya.matchWith(jonas);
  const { createdAt } = await jonas.send(matchId, "Hello");
  const page = await open(maya, "/settings", { locale: "en-GB", timezoneId: "UTC" });
  const hour = Number(createdAt.slice(11, 13));
  for (const [choice, time] of [
    ["12 hours", `${hour % 12 || 12}${createdAt.slice(13, 16)} ${hour < 12 ? "am" : "pm"}`],
    ["24 hours", createdAt.slice(11, 16)],
  ] as const) {
    await page.goto("/settings");
    await page.getByRole("radio", { name: choice }).check();
    const log = await openThread(page, matchId, jonas);
    await expect(log.locator("time.margin-time")).toHaveText(time);
    await expect(log.locator("time.margin-time")).toHaveAttribute("datetime", createdAt);
  }
  const exact = page.locator(".date-chip");
  await transcript(page, jonas).focus();
  await page.keyboard.press("ArrowUp");
  await expect(exact).toContainText(`${createdAt.slice(0, 4)} at ${createdAt.slice(11, 19)}`);
  await expect(exact).toHaveCSS("opacity", "1");
  await composer(page, jonas).focus();
  await expect(exact).toHaveCSS("opacity", "0");
});
