import { ListQuery, UserPath } from "@duologue/protocol/http";
import type { People } from "../domain/people.ts";
import { validated } from "../validated.ts";
import type { Route } from "./route.ts";

export function peopleRoutes(people: People): Route[] {
  return [
    {
      method: "get",
      path: "/people",
      handle: async ({ userId, query }) => ({
        status: 200,
        body: await people.undecided(userId, validated(ListQuery, query)),
      }),
    },
    {
      method: "post",
      path: "/people/:userId/like",
      handle: async ({ userId, params }) => {
        const other = validated(UserPath, params);
        const { answer, created } = await people.like(userId, other.userId);
        return { status: created ? 201 : 200, body: answer };
      },
    },
    {
      method: "post",
      path: "/people/:userId/pass",
      handle: async ({ userId, params }) => {
        const other = validated(UserPath, params);
        await people.pass(userId, other.userId);
        return { status: 204 };
      },
    },
  ];
}
