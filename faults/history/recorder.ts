import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Entry, Happening, History } from "./entry.ts";

/** Notes what happens, when it happens. */
export class Recorder {
  readonly #entries: Entry[] = [];
  /** marks that somebody was noted to have heard */
  readonly #heard = new Set<string>();
  #acknowledged = 0;

  /** messages that the server has answered for so far, each as often as it did */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  get history(): History {
    return this.#entries;
  }

  note(happening: Happening): void {
    if (happening.what === "acked") this.#acknowledged += 1;
    this.#entries.push({ ...happening, at: performance.now() });
  }

  /** Notes every mark of a conversation in a text that came to this person (null: into the server's log), once. */
  hear(user: string | null, text: string): void {
    for (const [canary] of text.matchAll(/canary-\w+/g)) {
      const fact = `${user} ${canary}`;
      if (this.#heard.has(fact)) continue;
      this.#heard.add(fact);
      this.note({ what: "heard", user, canary });
    }
  }

  /** One JSON object a line. */
  save(path: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${this.#entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`);
  }
}
