import { useEffect, useState, useSyncExternalStore } from "react";
import type { SignIn } from "./api.ts";
import { browserApi, browserChat } from "./chat.ts";
import type { ActionResult, PasswordChange, SessionState } from "./chat-state.ts";
import { DeviceList, type DevicesState } from "./device-list.ts";
import type { Outcome } from "./outcome.ts";
import { useChat, useChatActions } from "./use-chat.ts";

export interface SessionAccess {
  state: SessionState;
  /** On success the chat is started: the state becomes "signed-in". The detail of a failure is fit to be shown. */
  signIn(credentials: SignIn): Promise<ActionResult>;
  signUp(person: SignIn & { name: string }): Promise<ActionResult>;
  signOut(options?: { everywhere: boolean }): Promise<ActionResult>;
  /** On success every other session of this person has ended; `wrong_password` when the current one is another. */
  changePassword(change: PasswordChange): Promise<ActionResult>;
}

export interface DevicesAccess extends DevicesState {
  reload(): void;
  /** Ends the session of another device. */
  end(id: string): Promise<ActionResult>;
}

/** Who is signed in on this device, and changing that. */
export function useSession(): SessionAccess {
  const state = useChat((chat) => chat.session);
  const { signOut } = useChatActions();
  return { state, signIn, signUp, signOut, changePassword };
}

/** Where this person is signed in. */
export function useDevices(): DevicesAccess {
  const [list] = useState(() => new DeviceList(browserApi()));
  const { get, subscribe } = list.state;
  const state = useSyncExternalStore(subscribe, get, get);
  useEffect(() => void list.reload(), [list]);
  return { ...state, reload: () => void list.reload(), end: list.end };
}

const signIn = (credentials: SignIn) => started(browserApi().signIn(credentials));
const signUp = (person: SignIn & { name: string }) => started(browserApi().signUp(person));
const changePassword = (change: PasswordChange) =>
  browserChat().actions.renewSession(() => browserApi().changePassword(change));

async function started(answer: Promise<Outcome<unknown>>): Promise<ActionResult> {
  const outcome = await answer;
  if (!outcome.ok) return outcome;
  await browserChat().actions.start();
  return { ok: true };
}
