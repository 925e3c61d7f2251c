import type { Presence as PresenceState } from "@duologue/protocol/down";
import type { Background } from "./background.ts";
import { isoTime } from "./iso-time.ts";
import type { Cache, Clock, Fanout, Person, Store } from "./ports.ts";
import { bothGive } from "./reciprocal.ts";

/** A reload or a change of network must not look like leaving. */
const GRACE_MS = 10_000;
/** Peers who are told, those with the latest activity: presence must not cost what a person's history costs. */
const PEERS_MAX = 200;

interface Options {
  store: Store;
  /** one that never throws */
  fanout: Fanout;
  clock: Clock;
  background: Background;
  /** when people were last here, in milliseconds since 1970 */
  lastSeen: Cache<number>;
}

interface Here {
  sessions: number;
  /** set while the last session has gone and the grace runs */
  cancelLeaving: (() => void) | undefined;
}

/**
 * Who is here: counted sessions in memory, never stored and never promised (G16). Told to the personal rooms of
 * people with an open match, when both give presence. What is told is the state at that moment, so the last wins.
 */
export class Presence {
  readonly #options: Options;
  readonly #here = new Map<string, Here>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** A session began. To be called once it is in its personal room, where it learns who of its peers is here. */
  connected(userId: string): void {
    const here = this.#here.get(userId);
    here?.cancelLeaving?.();
    this.#here.set(userId, { sessions: (here?.sessions ?? 0) + 1, cancelLeaving: undefined });
    this.#options.background.run(async () => {
      const { me, peers } = await this.#circle(userId);
      if (here === undefined) this.#tellPeers(me, peers);
      this.#tellOnline(me, peers);
    });
  }

  /** A session that had been announced by `connected` ended. */
  disconnected(userId: string): void {
    const here = this.#here.get(userId);
    if (here === undefined || here.sessions === 0) return;
    here.sessions -= 1;
    if (here.sessions > 0) return;
    const { clock, lastSeen, background } = this.#options;
    lastSeen.set(userId, clock.now());
    here.cancelLeaving = clock.after(GRACE_MS, () => {
      this.#here.delete(userId);
      background.run(async () => {
        const { me, peers } = await this.#circle(userId);
        this.#tellPeers(me, peers);
      });
    });
  }

  /** The states of these people, whatever their settings. */
  of(userIds: readonly string[]): PresenceState[] {
    return userIds.map((userId) => this.#state(userId));
  }

  /** The person switched presence on or off: peers see the state again, or no longer anything. */
  settingChanged(userId: string): void {
    this.#options.background.run(async () => {
      const { me, peers } = await this.#circle(userId);
      const state = me.settings.presence ? this.#state(userId) : { userId, online: false, lastSeen: null };
      for (const peer of peers) if (peer.settings.presence) this.#tell(peer.id, state);
      this.#tellOnline(me, peers);
    });
  }

  stop(): void {
    for (const { cancelLeaving } of this.#here.values()) cancelLeaving?.();
    this.#here.clear();
  }

  #tellPeers(me: Person, peers: readonly Person[]): void {
    for (const peer of peers) if (bothGive("presence", me, peer)) this.#tell(peer.id, this.#state(me.id));
  }

  #tellOnline(me: Person, peers: readonly Person[]): void {
    for (const peer of peers)
      if (this.#here.has(peer.id) && bothGive("presence", me, peer)) this.#tell(me.id, this.#state(peer.id));
  }

  #tell(userId: string, state: PresenceState): void {
    this.#options.fanout.toPerson(userId, "presence", state);
  }

  #state(userId: string): PresenceState {
    if (this.#here.has(userId)) return { userId, online: true, lastSeen: null };
    const at = this.#options.lastSeen.get(userId);
    return { userId, online: false, lastSeen: at === undefined ? null : isoTime(at) };
  }

  /** The person and the people with whom they have an open match. */
  async #circle(userId: string): Promise<{ me: Person; peers: Person[] }> {
    const { matches, people } = this.#options.store;
    const peerIds = await matches.openPeers(userId, PEERS_MAX);
    const found = await people.findMany([userId, ...peerIds]);
    const me = found.find(({ id }) => id === userId);
    if (me === undefined) throw new Error(`the store has no person ${userId}, who is connected`);
    return { me, peers: found.filter(({ id }) => id !== userId) };
  }
}
