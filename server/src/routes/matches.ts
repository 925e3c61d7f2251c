import { ListQuery, MarkRead, MatchPath } from "@duologue/protocol/http";
import type { Matches } from "../domain/matches.ts";
import type { Receipts } from "../domain/receipts.ts";
import { validated } from "../validated.ts";
import type { Route } from "./route.ts";

export function matchesRoutes({ matches, receipts }: { matches: Matches; receipts: Receipts }): Route[] {
  return [
    {
      method: "get",
      path: "/matches",
      handle: async ({ userId, query }) => ({
        status: 200,
        body: await matches.list(userId, validated(ListQuery, query)),
      }),
    },
    {
      method: "get",
      path: "/matches/:matchId",
      handle: async ({ userId, params }) => {
        const { matchId } = validated(MatchPath, params);
        return { status: 200, body: await matches.get(userId, matchId) };
      },
    },
    {
      method: "delete",
      path: "/matches/:matchId",
      handle: async ({ userId, params }) => {
        const { matchId } = validated(MatchPath, params);
        await matches.end(userId, matchId);
        return { status: 204 };
      },
    },
    {
      method: "post",
      path: "/matches/:matchId/read",
      takesBody: true,
      handle: async ({ userId, params, body }) => {
        const { matchId } = validated(MatchPath, params);
        const { seq } = validated(MarkRead, body);
        return { status: 200, body: await receipts.read(userId, matchId, seq) };
      },
    },
  ];
}
