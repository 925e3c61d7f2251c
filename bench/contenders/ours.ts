import { z } from "zod";
import type { Contender } from "./contender.ts";
import { postJson } from "./post-json.ts";

const SignedUp = z.object({ user: z.object({ id: z.string() }) });
const Liked = z.object({ matched: z.literal(true), match: z.object({ id: z.string() }) });

/** Duologue as `npm run start:server` runs it, without rate limits. */
export const ours: Contender = {
  name: "ours",
  entry: "server/src/index.ts",
  environment: { RATE_LIMITS: "off", HOST: "127.0.0.1", LOG_LEVEL: "warn" },
  readyPath: "/readyz",
  historyPath: (matchId, limit) => `/api/messages/${matchId}?limit=${limit}`,
  async signUp(url, number) {
    const answer = await postJson(`${url}/api/auth/sign-up/email`, {
      body: {
        name: `Person ${number}`,
        email: `person-${number}@example.org`,
        password: "correct horse battery",
      },
    });
    const token = answer.headers.get("set-auth-token");
    if (token === null) throw new Error("Signing up gave no bearer token");
    return { id: SignedUp.parse(answer.body).user.id, token };
  },
  async match(url, one, other) {
    await postJson(`${url}/api/people/${other.id}/like`, { token: one.token });
    const answer = await postJson(`${url}/api/people/${one.id}/like`, { token: other.token });
    return Liked.parse(answer.body).match.id;
  },
};
