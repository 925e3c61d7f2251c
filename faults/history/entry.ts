/** One event of a conversation as somebody saw it. */
export interface Sight {
  seq: number;
  id: string;
  /** the actor */
  sender: string;
  /** its clientMessageId */
  key: string;
  /** null: an event that is no message */
  content: string | null;
}

/** Whose conversation it is, and the mark that every text in it carries and no other may show (I9). */
interface MatchMade {
  what: "match";
  match: string;
  users: readonly [string, string];
  canary: string;
}

/** The life of one message on the device that wrote it. */
interface Composed {
  what: "composed";
  device: string;
  user: string;
  match: string;
  content: string;
}

interface Invoked extends Omit<Composed, "what"> {
  what: "invoked";
  key: string;
}

interface Acked {
  what: "acked";
  user: string;
  match: string;
  key: string;
  sight: Sight;
}

/** G2: rejected for certain, or nobody knows. `detail` is what the server told the client. */
interface Refused {
  what: "rejected" | "unknown";
  user: string;
  match: string;
  key: string;
  code: string;
  detail: string;
}

/** What a device was told: by a push, or by a page of events after a cursor (null: a page of messages). */
interface Told {
  what: "pushed";
  device: string;
  user: string;
  match: string;
  sights: readonly Sight[];
}

interface Paged extends Omit<Told, "what"> {
  what: "paged";
  after: number | null;
}

/** What a device shows: everything anew, or what came behind what it showed before. */
interface Shown extends Omit<Told, "what"> {
  what: "shown" | "appended";
}

/** After the heal: what an observer holds. `whole`: from the first event on. */
interface Final {
  what: "final";
  observer: string;
  whole: boolean;
  match: string;
  sights: readonly Sight[];
}

/** From here on a device has so many milliseconds to show everything up to `head` (I8). */
interface Awaited {
  what: "awaited";
  device: string;
  match: string;
  head: number;
  within: number;
}

interface Reached {
  what: "reached";
  device: string;
  match: string;
  head: number;
}

/** The mark of a conversation in something that a person received, or (user null) in the server's log. */
interface Heard {
  what: "heard";
  user: string | null;
  canary: string;
}

interface Exited {
  what: "exited";
  expected: boolean;
  code: number | null;
  signal: string | null;
}

/** The server logged an error that its case does not ask for, or one that nobody caught. */
interface Faulted {
  what: "faulted";
  line: string;
}

export type Happening =
  | MatchMade
  | Composed
  | Invoked
  | Acked
  | Refused
  | Told
  | Paged
  | Shown
  | Final
  | Awaited
  | Reached
  | Heard
  | Exited
  | Faulted;

/** `at`: milliseconds of the driver's monotonic clock. */
export type Entry = Happening & { at: number };

/** In the order in which it happened. */
export type History = readonly Entry[];

/** Everything that one entry says about events of a conversation. */
export function sightsIn(entry: Entry): readonly Sight[] {
  switch (entry.what) {
    case "acked":
      return [entry.sight];
    case "pushed":
    case "paged":
    case "shown":
    case "appended":
    case "final":
      return entry.sights;
    default:
      return [];
  }
}
