import { EventsQuery, MatchPath, MessagesQuery, SendMessage } from "@duologue/protocol/http";
import type { Conversations } from "../domain/conversations.ts";
import { validated } from "../validated.ts";
import type { Route } from "./route.ts";

export function messagesRoutes(conversations: Conversations): Route[] {
  return [
    {
      method: "post",
      path: "/messages/:matchId",
      takesBody: true,
      sends: true,
      handle: async ({ userId, params, body }) => {
        const { matchId } = validated(MatchPath, params);
        const sent = validated(SendMessage, body);
        const { message, created } = await conversations.send(userId, { ...sent, matchId });
        return { status: created ? 201 : 200, body: message };
      },
    },
    {
      method: "get",
      path: "/messages/:matchId",
      handle: async ({ userId, params, query }) => {
        const { matchId } = validated(MatchPath, params);
        const page = await conversations.page(userId, matchId, validated(MessagesQuery, query));
        return { status: 200, body: page };
      },
    },
    {
      method: "get",
      path: "/messages/:matchId/events",
      handle: async ({ userId, params, query }) => {
        const { matchId } = validated(MatchPath, params);
        const page = await conversations.events(userId, matchId, validated(EventsQuery, query));
        return { status: 200, body: page };
      },
    },
  ];
}
