import { z } from "zod";
import type { Contender } from "./contender.ts";
import { postJson } from "./post-json.ts";

const SignedUp = z.object({ userId: z.string(), token: z.string() });
const Matched = z.object({ id: z.string() });

/** The base spec, written in an afternoon: bench/naive. */
export const naive: Contender = {
  name: "naive",
  entry: "bench/naive/index.ts",
  environment: {},
  readyPath: "/",
  historyPath: (matchId, limit) => `/api/messages/${matchId}?page=1&limit=${limit}`,
  async signUp(url, number) {
    const answer = await postJson(`${url}/api/users`, { body: { name: `Person ${number}` } });
    const { userId, token } = SignedUp.parse(answer.body);
    return { id: userId, token };
  },
  async match(url, one, other) {
    const answer = await postJson(`${url}/api/matches`, { token: one.token, body: { userId: other.id } });
    return Matched.parse(answer.body).id;
  },
};
