import { expect, test } from "vitest";
import { isOpenToPublic } from "./open-to-public.ts";

test.each([
  ["redis://8.8.8.8:6379", true],
  ["rediss://[2001:db8::1]:6379", true],
  ["redis://:secret@8.8.8.8:6379", false],
  ["redis://127.0.0.1:6379", false],
  ["redis://[::1]:6379", false],
  ["redis://10.1.2.3", false],
  ["redis://localhost", false],
])("%s is open to the public: %s", async (url, is) => {
  expect(await isOpenToPublic(url)).toBe(is);
});
