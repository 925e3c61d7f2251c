/** At least this far apart, in milliseconds: a screen reader that is interrupted says nothing (A33). */
export const ANNOUNCEMENT_GAP_MS = 1_000;

/** One thing that happened. Things of one topic that come while another is being said are told as a number. */
export interface Announcement {
  topic: string;
  text: string;
  /** how many things this tells of; 1 when it does not say */
  count?: number;
  /** what to say for several of this topic at once */
  many: (count: number) => string;
}

interface Pending {
  announcement: Announcement;
  count: number;
}

/** What waits to be said. Pure: time belongs to the caller. */
export interface AnnouncementQueue {
  pending: readonly Pending[];
}

export const nothingToSay: AnnouncementQueue = { pending: [] };

/** Adds one; several of a topic become one entry in the place of the first. */
export function enqueue(queue: AnnouncementQueue, announcement: Announcement): AnnouncementQueue {
  const { count = 1 } = announcement;
  const known = queue.pending.some((entry) => entry.announcement.topic === announcement.topic);
  if (!known) return { pending: [...queue.pending, { announcement, count }] };
  return {
    pending: queue.pending.map((entry) =>
      entry.announcement.topic === announcement.topic ? { announcement, count: entry.count + count } : entry,
    ),
  };
}

/** Takes the next sentence. */
export function dequeue(queue: AnnouncementQueue): { said: string | undefined; rest: AnnouncementQueue } {
  const [next, ...pending] = queue.pending;
  if (next === undefined) return { said: undefined, rest: queue };
  const said = next.count === 1 ? next.announcement.text : next.announcement.many(next.count);
  return { said, rest: { pending } };
}
