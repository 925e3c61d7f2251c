import { expect, test } from "./support/test.ts";

test("pages carry the security headers, and a handler inside markup never runs (A055, R7)", async ({
  open,
  consoleErrors,
}) => {
  // What the browser says about the script that it refuses.
  consoleErrors.allow(/Content Security Policy/);
  const page = await open(undefined, "/sign-up");
  const answers = [await page.goto("/sign-in"), await page.goto("/sign-in")];
  const [headers = {}, others] = answers.map((answer) => answer?.headers());
  const policy = headers["content-security-policy"];
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(policy, "each answer has a nonce of its own").not.toBe(others?.["content-security-policy"]);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });
  expect(headers).not.toHaveProperty("x-powered-by");

  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="document.title = 1">');
  });
  await expect(page).toHaveTitle("Sign in · Duologue");
});
