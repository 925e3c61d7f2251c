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

test("files, redirects, errors and what is called a prefetch carry them too (A055)", async ({ system }) => {
  const ask = (path: string, headers = {}) => fetch(system.webUrl + path, { headers, redirect: "manual" });
  const page = await (await ask("/sign-in")).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? "";
  const answers = {
    [script]: 200,
    "/icon.svg": 200,
    "/service-worker.js": 200,
    "/": 307,
    "//evil.example": 308,
    "/nothing": 404,
    "/_next/static/nothing.js": 404,
    "/%00": 404,
  };
  for (const [path, status] of Object.entries(answers)) {
    const answer = await ask(path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(answer.headers.get("location") ?? "/", path).toMatch(/^\/(?!\/)/);
  }
  expect((await ask(script)).headers.get("cache-control")).toContain("immutable");
  const prefetch = await ask("/sign-in", { "next-router-prefetch": "1" });
  expect(prefetch.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-/);
});

test("what no page has a use for is overlooked or refused, and never an error of the server (R1)", async ({
  system,
}) => {
  const page = `${system.webUrl}/messages`;
  const strange: [number, string, RequestInit][] = [
    [
      200,
      page,
      {
        method: "POST",
        body: "email=a&password=b",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
    ],
    [200, page, { method: "POST", body: "x", headers: { "content-type": "multipart/form-data" } }],
    [200, page, { method: "POST", body: "[]", headers: { "next-action": "a".repeat(42) } }],
    [400, page, { headers: { rsc: "1", "next-router-state-tree": "%ZZ" } }],
    [400, page, { headers: { rsc: "1", "next-router-state-tree": "[1]" } }],
    [200, `${system.webUrl}/service-worker.js`, { headers: { range: "bytes=99999-" } }],
  ];
  for (const [status, url, init] of strange)
    expect([url, init, (await fetch(url, init)).status]).toEqual([url, init, status]);
});

test("nothing is served beside the pages and their files (A139)", async ({ system }) => {
  const script = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(`${system.webUrl}/sign-in`)).text());
  const none = [
    `${script?.[0]}.map`,
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/.env",
    "/.git/HEAD",
    "/metrics",
    "/package.json",
    "/.next/BUILD_ID",
    "/_next/webpack-hmr",
  ];
  for (const path of none) expect([path, (await fetch(system.webUrl + path)).status]).toEqual([path, 404]);
});
