import type { ChatActions, ChatState } from "./chat-state.ts";
import { initialState } from "./initial-state.ts";

export interface Chat {
  getState: () => ChatState;
  subscribe: (listener: () => void) => () => void;
  actions: ChatActions;
}

const nothing = () => {};
const later = () => Promise.resolve();
const refused = () => Promise.resolve({ ok: false, code: "unavailable", detail: "Not connected" } as const);

const idle: Chat = {
  getState: () => initialState,
  subscribe: () => nothing,
  actions: {
    openConversation: nothing,
    loadOlder: later,
    loadNewer: later,
    jumpTo: refused,
    loadLatest: later,
    loadMoreConversations: later,
    retryLoading: nothing,
    send: nothing,
    retrySend: nothing,
    discardSend: () => undefined,
    setDraft: nothing,
    signalTyping: nothing,
    seen: nothing,
    clearDivider: nothing,
    endMatch: refused,
    start: later,
    signOut: refused,
    updateMe: refused,
  },
};

/** The one chat of this browser tab. */
export function browserChat(): Chat {
  return idle;
}
