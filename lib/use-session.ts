import type { ErrorCode } from "@duologue/protocol/errors";
import type { ActionResult, SessionState } from "./chat-state.ts";
import { useChat, useChatActions } from "./use-chat.ts";

export interface SessionAccess {
  state: SessionState;
  /** On success the chat is started: the state becomes "signed-in". The detail of a failure is fit to be shown. */
  signIn(credentials: { email: string; password: string }): Promise<ActionResult>;
  signUp(person: { name: string; email: string; password: string }): Promise<ActionResult>;
  signOut(options?: { everywhere: boolean }): Promise<ActionResult>;
}

/** A place where this person is signed in. */
export interface Device {
  id: string;
  /** the one that is asking */
  current: boolean;
  userAgent: string | null;
  ipAddress: string | null;
  /** ISO times */
  createdAt: string;
  expiresAt: string;
}

export interface DevicesAccess {
  status: "loading" | "ready" | "failed";
  /** why it failed */
  code: ErrorCode | "network" | undefined;
  /** this one first, then the newest */
  devices: readonly Device[];
  reload(): void;
  /** Ends the session of another device. */
  end(id: string): Promise<ActionResult>;
}

export function useSession(): SessionAccess {
  const state = useChat((chat) => chat.session);
  const { signOut } = useChatActions();
  const refused = () => Promise.resolve({ ok: false, code: "unavailable", detail: "Not connected" } as const);
  return { state, signIn: refused, signUp: refused, signOut };
}

export function useDevices(): DevicesAccess {
  const refused = () => Promise.resolve({ ok: false, code: "unavailable", detail: "Not connected" } as const);
  return { status: "loading", code: undefined, devices: [], reload: () => {}, end: refused };
}
