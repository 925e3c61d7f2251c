import { systemClock } from "../../src/system-clock.ts";
import { startTestServer } from "./test-server.ts";

/**
 * A server that limits rates, with people who got their accounts before it did: sign-ups are limited too. Two of them
 * have a match, the third has nothing to do with them. Its clock stands, so that no budget of a socket fills up again.
 */
export async function limitedServer() {
  const before = await startTestServer();
  const { alice, bob, matchId } = await before.signUpPair();
  const mallory = await before.signUp("Mallory");
  await before.stop();
  const start = systemClock.now();
  const server = await startTestServer({
    directory: before.directory,
    environment: { RATE_LIMITS: "on", PORT: String(before.port) },
    overrides: { clock: { ...systemClock, now: () => start } },
  });
  const dispose = async () => {
    await server.stop();
    await before[Symbol.asyncDispose]();
  };
  return { server, mallory, alice, bob, matchId, [Symbol.asyncDispose]: dispose };
}
