import type { Sight } from "../history/entry.ts";
import type { Observer } from "./recorded-api.ts";

/** Notes what a device shows of one conversation, whenever that changes: only what is new, where nothing else changed. */
export class ScreenWatch {
  readonly #observer: Observer;
  readonly #match: string;
  #before: readonly Sight[] = [];

  constructor(observer: Observer, match: string) {
    this.#observer = observer;
    this.#match = match;
  }

  shows(sights: readonly Sight[]): void {
    const before = this.#before;
    this.#before = sights;
    const continues = before.length > 0 && before.every(({ seq }, index) => sights[index]?.seq === seq);
    const news = continues ? sights.slice(before.length) : sights;
    if (news.length === 0) return;
    const { recorder, device, user } = this.#observer;
    const what = continues ? "appended" : "shown";
    recorder.note({ what, device, user, match: this.#match, sights: news });
  }
}
