import { afterEach, expect, test, vi } from "vitest";
import { deployedApiUrl } from "./api-url.ts";

afterEach(() => void vi.unstubAllEnvs());

test("the web server tells browsers what its environment says now, or else the default of npm start", () => {
  vi.stubEnv("NEXT_PUBLIC_API_URL", undefined);
  expect(deployedApiUrl()).toBe("http://localhost:5001");
  vi.stubEnv("NEXT_PUBLIC_API_URL", "");
  expect(deployedApiUrl()).toBe("http://localhost:5001");
  vi.stubEnv("NEXT_PUBLIC_API_URL", "https://api.example.org");
  expect(deployedApiUrl()).toBe("https://api.example.org");
});
