import type { SendState } from "@/lib/chat-state";
import { reader } from "../when/reader";
import { statusWords } from "./message-words";

export interface UnsentActions {
  retry: (clientMessageId: string) => void;
  /** takes the text back into the composer */
  edit: (clientMessageId: string) => void;
  discard: (clientMessageId: string) => void;
}

interface SendStatusProps {
  state: SendState;
  clientMessageId: string;
  actions: UnsentActions;
}

/** Words instead of ticks (U32): where a message of mine is on its way. */
export function SendStatus({ state, clientMessageId, actions }: SendStatusProps) {
  const words = statusWords(state, reader());
  return (
    <div className="mt-1 flex flex-[0_0_100%] justify-end text-end text-xs text-ink-3 md:me-(--margin)">
      {state.kind === "failed" ? (
        <NotSent words={words} clientMessageId={clientMessageId} actions={actions} />
      ) : (
        words
      )}
    </div>
  );
}

/** Never a dead end: the text is kept, the reason is said, and there are three ways on (U30, U31). */
function NotSent({ words, clientMessageId, actions }: Omit<SendStatusProps, "state"> & { words: string }) {
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2">
      <span className="font-medium text-ember">{words}</span>
      <span className="-me-2 flex">
        <button type="button" className="quiet-button" onClick={() => actions.retry(clientMessageId)}>
          Retry
        </button>
        <button type="button" className="quiet-button" onClick={() => actions.edit(clientMessageId)}>
          Edit
        </button>
        <button type="button" className="quiet-button" onClick={() => actions.discard(clientMessageId)}>
          Delete
        </button>
      </span>
    </span>
  );
}
