import { useSyncExternalStore } from "react";
import { browserChat } from "./chat.ts";
import type { ChatActions, ChatState } from "./chat-state.ts";
import { initialState } from "./initial-state.ts";

/**
 * A part of what the screens draw. `select` must answer a part of the state or a primitive, never a new object:
 * unchanged parts are the same objects, so a component draws again only when its own part changed.
 */
export function useChat<T>(select: (state: ChatState) => T): T {
  const chat = browserChat();
  return useSyncExternalStore(
    chat.subscribe,
    () => select(chat.getState()),
    () => select(initialState),
  );
}

/** Always the same object. */
export function useChatActions(): ChatActions {
  return browserChat().actions;
}

/** The state at the moment of the call, for what happens in an event: reading it draws nothing again. */
export function chatNow(): ChatState {
  return browserChat().getState();
}
