import type { AccountApi, AccountSession } from "./api.ts";
import type { ActionResult } from "./chat-state.ts";
import { Observable } from "./observable.ts";
import type { Failure } from "./outcome.ts";

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

export interface DevicesState {
  status: "loading" | "ready" | "failed";
  /** why it failed */
  code: Failure["code"] | undefined;
  /** this one first, then the newest */
  devices: readonly Device[];
}

/** The sessions of the signed-in person, and ending them. */
export class DeviceList {
  readonly state = new Observable<DevicesState>({ status: "loading", code: undefined, devices: [] });
  private readonly api: AccountApi;
  /** what ending a session asks for, by its id; never shown */
  private tokens = new Map<string, string>();

  constructor(api: AccountApi) {
    this.api = api;
  }

  readonly reload = async (): Promise<void> => {
    this.state.set({ status: "loading" });
    const [sessions, current] = await Promise.all([this.api.sessions(), this.api.currentSession()]);
    if (!sessions.ok) this.state.set({ status: "failed", code: sessions.code });
    else if (!current.ok) this.state.set({ status: "failed", code: current.code });
    else {
      this.tokens = new Map(sessions.value.map(({ id, token }) => [id, token]));
      const devices = sessions.value.map((session) => deviceOf(session, current.value?.session.id));
      this.state.set({ status: "ready", code: undefined, devices: devices.sort(inOrder) });
    }
  };

  readonly end = async (id: string): Promise<ActionResult> => {
    const token = this.tokens.get(id);
    if (token === undefined) return { ok: true };
    const outcome = await this.api.endSession(token);
    if (!outcome.ok) return outcome;
    this.tokens.delete(id);
    this.state.set({ devices: this.state.get().devices.filter((device) => device.id !== id) });
    return { ok: true };
  };
}

function deviceOf(session: AccountSession, currentId: string | undefined): Device {
  const { id, createdAt, expiresAt, userAgent = null, ipAddress = null } = session;
  return { id, current: id === currentId, userAgent, ipAddress, createdAt, expiresAt };
}

function inOrder(a: Device, b: Device): number {
  if (a.current !== b.current) return a.current ? -1 : 1;
  return a.createdAt < b.createdAt ? 1 : -1;
}
