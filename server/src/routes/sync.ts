import { SyncQuery } from "@duologue/protocol/http";
import type { Matches } from "../domain/matches.ts";
import { validated } from "../validated.ts";
import type { Route } from "./route.ts";

export function syncRoutes(matches: Matches): Route[] {
  return [
    {
      method: "get",
      path: "/sync",
      handle: async ({ userId, query }) => {
        const { since } = validated(SyncQuery, query);
        return { status: 200, body: await matches.sync(userId, since) };
      },
    },
  ];
}
