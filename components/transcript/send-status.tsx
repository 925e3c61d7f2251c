import type { ErrorCode } from "@duologue/protocol/errors";
import type { SendState } from "@/lib/chat-state";
import { clockTime } from "@/lib/format-time";
import { reader } from "../when/reader";
import { failureWords } from "./failure-words";

export interface UnsentActions {
  retry: (clientMessageId: string) => void;
  /** takes the text back into the composer */
  edit: (clientMessageId: string) => void;
  discard: (clientMessageId: string) => void;
}

/** Words instead of ticks (U32): where a message of mine is on its way. */
export function SendStatus({
  id,
  state,
  clientMessageId,
  actions,
}: {
  id: string;
  state: SendState;
  clientMessageId: string;
  actions: UnsentActions;
}) {
  return (
    <div className="mt-1 flex justify-end text-end text-xs text-ink-3 md:me-(--margin)">
      {state.kind === "failed" ? (
        <NotSent id={id} code={state.code} clientMessageId={clientMessageId} actions={actions} />
      ) : (
        <span id={id}>{statusWords(state)}</span>
      )}
    </div>
  );
}

function statusWords(state: Exclude<SendState, { kind: "failed" }>): string {
  switch (state.kind) {
    case "sending":
      return "Sending…";
    case "waiting":
      return "Waiting to send";
    case "sent":
      return "Sent";
    case "delivered":
      return "Delivered";
    case "read":
      return state.at === null ? "Read" : `Read ${clockTime(state.at, reader())}`;
  }
}

/** Never a dead end: the text is kept, the reason is said, and there are three ways on (U30, U31). */
function NotSent({
  id,
  code,
  clientMessageId,
  actions,
}: {
  id: string;
  code: ErrorCode;
  clientMessageId: string;
  actions: UnsentActions;
}) {
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2">
      <span id={id} className="font-medium text-ember">
        Not sent. {failureWords(code)}
      </span>
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
