import type { ChatContext } from "./chat-context.ts";

/** U40. */
const KEEP_MS = 300;

/** Texts that are not sent yet: shown at once, kept and told to the other tabs within 300 ms. */
export class Drafts {
  private readonly context: ChatContext;
  private readonly changed = new Set<string>();
  private scheduled = false;

  constructor(context: ChatContext) {
    this.context = context;
  }

  restore(saved: readonly { matchId: string; text: string }[]): void {
    for (const { matchId, text } of saved) if (!this.changed.has(matchId)) this.heard(matchId, text);
  }

  set(matchId: string, text: string): void {
    if (text === (this.context.model.drafts.get(matchId) ?? "")) return;
    this.heard(matchId, text);
    this.changed.add(matchId);
    if (this.scheduled) return;
    this.scheduled = true;
    this.context.scope.after(KEEP_MS, () => this.flush());
  }

  /**
   * The text became a message: no other tab shows it any longer than the message. What is kept of it goes with the
   * message being kept (ChatStorage.putOutbox).
   */
  sent(matchId: string): void {
    this.set(matchId, "");
    this.context.tell({ type: "draft", matchId, text: "" });
  }

  /** Another tab's text. */
  heard(matchId: string, text: string): void {
    const { model } = this.context;
    if (text === "") model.drafts.delete(matchId);
    else model.drafts.set(matchId, text);
    model.touch(matchId);
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
}
