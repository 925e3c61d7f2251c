import { type History, type Sight, sightsIn } from "./entry.ts";

/** What a screen shows of one conversation, as far as the next event depends on it. */
interface Screen {
  last: number;
  /** numbers are missing before the end: only what the device itself has just sent may stand behind them */
  gap: boolean;
}

/** I7: a screen shows each event once, in order, and none of others behind one that is missing (G9). */
export function* shownOnce(history: History): Generator<string> {
  const messages = new Set<string>();
  for (const entry of history)
    for (const { seq, content } of sightsIn(entry))
      if (content !== null && "match" in entry) messages.add(`${entry.match} ${seq}`);
  const screens = new Map<string, Screen>();
  for (const entry of history) {
    if (entry.what !== "shown" && entry.what !== "appended") continue;
    const { device, user, match } = entry;
    const before = entry.what === "appended" ? screens.get(`${device} ${match}`) : undefined;
    const screen = before ?? { last: (entry.sights[0]?.seq ?? 1) - 1, gap: false };
    screens.set(`${device} ${match}`, screen);
    for (const sight of entry.sights) {
      const fault = follow(screen, sight, { user, isMessage: (seq) => messages.has(`${match} ${seq}`) });
      if (fault !== undefined) yield `${device} in ${match}: ${fault}`;
    }
  }
}

function follow(
  screen: Screen,
  { seq, sender }: Sight,
  { user, isMessage }: { user: string; isMessage: (seq: number) => boolean },
): string | undefined {
  if (seq <= screen.last) return `shows ${seq} after ${screen.last}`;
  for (let missing = screen.last + 1; missing < seq && !screen.gap; missing += 1)
    screen.gap = isMessage(missing);
  screen.last = seq;
  return screen.gap && sender !== user ? `shows ${seq}, and something before it is missing` : undefined;
}
