import type { Presence as PresenceState } from "@duologue/protocol/down";
import type { Background } from "./background.ts";
import { isoTime } from "./iso-time.ts";
import type { Cache, Clock, Fanout, Person, Store, Whereabouts } from "./ports.ts";
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
  /** of people's sessions on the other nodes */
  whereabouts: Whereabouts;
  /** when people were last here, in milliseconds since 1970 */
  lastSeen: Cache<number>;
}

type Tell = (state: PresenceState) => void;

interface Here {
  sessions: number;
  /** set while the last session has gone and the grace runs */
  cancelLeaving: (() => void) | undefined;
}

/** A person and the people with whom they have an open match. */
interface Circle {
  me: Person;
  peers: Person[];
}

/**
 * Who is here: counted sessions in memory, never stored and never promised (G16). Told to the personal rooms of
 * people with an open match, when both give presence. What is told is the state at that moment, so the last wins.
 * Somebody is online while they have a session on any node.
 */
export class Presence {
  readonly #options: Options;
  readonly #here = new Map<string, Here>();
  /** cancel the grace of people who were lost with their node */
  readonly #lost = new Set<() => void>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** A session began. It alone learns who of its peers is here, or since when not: the person's others know. */
  connected(userId: string, tell: Tell): void {
    const here = this.#here.get(userId);
    here?.cancelLeaving?.();
    this.#here.set(userId, { sessions: (here?.sessions ?? 0) + 1, cancelLeaving: undefined });
    const { background, whereabouts } = this.#options;
    background.run(async () => {
      if (here === undefined) await whereabouts.came(userId);
      const { me, peers } = await this.#circle(userId);
      if (here === undefined) await this.#tellPeers(me, peers);
      await this.#tellOf(me, peers, tell);
    });
  }

  /** A session that had been announced by `connected` ended. */
  disconnected(userId: string): void {
    const here = this.#here.get(userId);
    if (here === undefined || here.sessions === 0) return;
    here.sessions -= 1;
    if (here.sessions > 0) return;
    const { clock, lastSeen, background, whereabouts } = this.#options;
    lastSeen.set(userId, clock.now());
    here.cancelLeaving = clock.after(GRACE_MS, () => {
      this.#here.delete(userId);
      background.run(async () => {
        await whereabouts.went(userId);
        await this.#tellIfGone(userId);
      });
    });
  }

  /** The node vanished on which these people had sessions: they have the time of a change of network to come back. */
  lost(userIds: readonly string[]): void {
    const { clock, background } = this.#options;
    const cancel = clock.after(GRACE_MS, () => {
      this.#lost.delete(cancel);
      background.run(async () => {
        // One at a time: a node has thousands, and everybody else is to notice nothing of it.
        for (const userId of userIds) await this.#tellIfGone(userId);
      });
    });
    this.#lost.add(cancel);
  }

  /** The states of these people, whatever their settings. */
  async of(userIds: readonly string[]): Promise<PresenceState[]> {
    const elsewhere = await this.#options.whereabouts.elsewhere(userIds);
    return userIds.map((userId) => this.#state(userId, elsewhere));
  }

  /** The person switched presence on or off: peers see the state again, or no longer anything. */
  settingChanged(userId: string): void {
    this.#options.background.run(async () => {
      const { me, peers } = await this.#circle(userId);
      const [state] = me.settings.presence
        ? await this.of([userId])
        : [{ userId, online: false, lastSeen: null }];
      for (const peer of peers) if (state && peer.settings.presence) this.#tell(peer.id, state);
      await this.#tellOf(me, peers, this.#everywhere(userId));
    });
  }

  /** Two people can write to each other from now on: what was nobody's business is told to both. */
  met(one: Person, other: Person): void {
    this.#options.background.run(async () => {
      await this.#tellOf(one, [other], this.#everywhere(one.id));
      await this.#tellOf(other, [one], this.#everywhere(other.id));
    });
  }

  stop(): void {
    for (const { cancelLeaving } of this.#here.values()) cancelLeaving?.();
    for (const cancel of this.#lost) cancel();
    this.#here.clear();
    this.#lost.clear();
  }

  async #tellIfGone(userId: string): Promise<void> {
    const [state] = await this.of([userId]);
    if (state === undefined || state.online) return;
    const circle = await this.#findCircle(userId);
    // Of a node that vanished we know by hearsay, and may have restored a store since then.
    if (circle) await this.#tellPeers(circle.me, circle.peers);
  }

  async #tellPeers(me: Person, peers: readonly Person[]): Promise<void> {
    const [state] = await this.of([me.id]);
    if (state === undefined) return;
    for (const peer of peers) if (bothGive("presence", me, peer)) this.#tell(peer.id, state);
  }

  /** Of whom nothing is known, nothing is said. */
  async #tellOf(me: Person, peers: readonly Person[], tell: Tell): Promise<void> {
    const states = await this.of(peers.map(({ id }) => id));
    for (const [index, peer] of peers.entries()) {
      const state = states[index];
      const known = state !== undefined && (state.online || state.lastSeen !== null);
      if (known && bothGive("presence", me, peer)) tell(state);
    }
  }

  /** To all sessions of this person. */
  #everywhere(userId: string): Tell {
    return (state) => this.#tell(userId, state);
  }

  #tell(userId: string, state: PresenceState): void {
    this.#options.fanout.toPerson(userId, "presence", state);
  }

  #state(userId: string, elsewhere: ReadonlySet<string>): PresenceState {
    if (this.#here.has(userId) || elsewhere.has(userId)) return { userId, online: true, lastSeen: null };
    const at = this.#options.lastSeen.get(userId);
    return { userId, online: false, lastSeen: at === undefined ? null : isoTime(at) };
  }

  async #circle(userId: string): Promise<Circle> {
    const circle = await this.#findCircle(userId);
    if (circle === undefined) throw new Error(`the store has no person ${userId}, who is connected`);
    return circle;
  }

  async #findCircle(userId: string): Promise<Circle | undefined> {
    const { matches, people } = this.#options.store;
    const peerIds = await matches.openPeers(userId, PEERS_MAX);
    const found = await people.findMany([userId, ...peerIds]);
    const me = found.find(({ id }) => id === userId);
    return me && { me, peers: found.filter(({ id }) => id !== userId) };
  }
}
