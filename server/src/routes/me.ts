import { UpdateMe } from "@duologue/protocol/http";
import type { People } from "../domain/people.ts";
import { validated } from "../validated.ts";
import type { Route } from "./route.ts";

export function meRoutes(people: People): Route[] {
  return [
    {
      method: "get",
      path: "/me",
      handle: async ({ userId }) => ({ status: 200, body: await people.me(userId) }),
    },
    {
      method: "patch",
      path: "/me",
      takesBody: true,
      handle: async ({ userId, body }) => ({
        status: 200,
        body: await people.update(userId, validated(UpdateMe, body)),
      }),
    },
  ];
}
