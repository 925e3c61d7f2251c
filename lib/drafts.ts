import type { ChatContext } from "./chat-context.ts";

/** U40. */
const KEEP_MS = 300;

/** Texts that are not sent yet: shown at once, kept and told to the other tabs within 300 ms. */
export class Drafts {
  private readonly context: ChatContext;
  /** whose text of this moment was written in this tab */
  private readonly own = new Set<string>();
  /** of these, what is not kept yet */
  private readonly changed = new Set<string>();
  private scheduled = false;

  constructor(context: ChatContext) {
    this.context = context;
  }

  restore(saved: readonly { matchId: string; text: string }[]): void {
    for (const { matchId, text } of saved) this.heard(matchId, text);
  }

  set(matchId: string, text: string): void {
    if (text === (this.context.model.drafts.get(matchId) ?? "")) return;
    this.show(matchId, text);
    this.own.add(matchId);
    this.flushSoon(matchId);
  }

  /** The text became a message. What is kept of it goes with the message being kept (ChatStorage.putOutbox). */
  sent(matchId: string, text: string): void {
    this.drop(matchId);
    this.context.tell({ type: "draft-sent", matchId, text });
  }

  /** Another tab's text. It is older than what was written here and not told yet. */
  heard(matchId: string, text: string): void {
    if (this.changed.has(matchId)) return;
    this.own.delete(matchId);
    this.show(matchId, text);
  }

  /** Another tab sent what it showed, and nothing is kept any more: what this tab has besides is its own, and stays. */
  heardSent(matchId: string, text: string): void {
    if (this.own.has(matchId) && this.context.model.drafts.get(matchId) !== text) this.flushSoon(matchId);
    else this.drop(matchId);
  }

  /** Keeps what is not kept yet; also called when the document is hidden, the last moment that is certain to come. */
  flush(): void {
    const { model, storage, tell } = this.context;
    this.scheduled = false;
    for (const matchId of this.changed) {
      const text = model.drafts.get(matchId) ?? "";
      void storage.saveDraft(model.me.id, matchId, text);
      tell({ type: "draft", matchId, text });
    }
    this.changed.clear();
  }

  private drop(matchId: string): void {
    this.changed.delete(matchId);
    this.own.delete(matchId);
    this.show(matchId, "");
  }

  private show(matchId: string, text: string): void {
    const { model } = this.context;
    if (text === "") model.drafts.delete(matchId);
    else model.drafts.set(matchId, text);
    model.touch(matchId);
  }

  private flushSoon(matchId: string): void {
    this.changed.add(matchId);
    if (this.scheduled) return;
    this.scheduled = true;
    this.context.scope.after(KEEP_MS, () => this.flush());
  }
}
