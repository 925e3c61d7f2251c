import type { Message } from "@duologue/protocol/models";

/** A stretch of a conversation: all its messages from the first to the last of these, ascending by seq. */
export interface MessageWindow {
  readonly messages: readonly Message[];
  /** older messages exist before the first of these */
  readonly hasOlder: boolean;
}

/**
 * Messages of one conversation that are held at most. A row costs about 2 KB here and 10 KB drawn; a thousand are more
 * than any reader scrolls through without a pause, and copying their references takes a microsecond.
 */
export const WINDOW_MAX = 1_000;

/** Index of the first message at or above the position. */
export function indexFrom(messages: readonly Message[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? Number.POSITIVE_INFINITY) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function messageAt(messages: readonly Message[], seq: number): Message | undefined {
  const found = messages[indexFrom(messages, seq)];
  return found?.seq === seq ? found : undefined;
}

/** Both stretches as one; the caller knows that nothing lies between them. Where they overlap, `later` is newer truth. */
export function joined(earlier: MessageWindow, later: MessageWindow): MessageWindow {
  const first = later.messages[0];
  if (!first) return earlier;
  const before = indexFrom(earlier.messages, first.seq);
  const last = later.messages.at(-1) ?? first;
  const after = earlier.messages.slice(indexFrom(earlier.messages, last.seq + 1));
  const messages = [...earlier.messages.slice(0, before), ...later.messages, ...after];
  return { messages, hasOlder: before > 0 ? earlier.hasOlder : later.hasOlder };
}

/** The window with at most `keep` of its newest messages. */
export function cutOldest(window: MessageWindow, keep: number): MessageWindow {
  return window.messages.length <= keep ? window : { messages: window.messages.slice(-keep), hasOlder: true };
}

/** The window with one of its messages replaced by what `change` makes of it; the same object when nothing changes. */
export function withChanged(
  window: MessageWindow,
  seq: number,
  change: (message: Message) => Message,
): MessageWindow {
  const message = messageAt(window.messages, seq);
  if (!message) return window;
  const changed = change(message);
  if (changed === message) return window;
  return { ...window, messages: window.messages.with(indexFrom(window.messages, seq), changed) };
}
