import type { ChatState } from "./chat-state.ts";

/** What is known before anything has been loaded; also what the server renders. */
export const initialState: ChatState = {
  session: "loading",
  me: undefined,
  connection: "connecting",
  storage: "durable",
  list: { status: "loading", entries: [], hasMore: false },
  conversations: new Map(),
  drafts: new Map(),
  openMatchId: undefined,
  openNotFound: false,
  unreadTotal: 0,
};
