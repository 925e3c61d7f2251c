import { CONTENT_MAX_CODE_POINTS } from "@duologue/protocol/limits";
import type { Match } from "@duologue/protocol/models";
import { ArrowUp } from "lucide";
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from "react";
import type { ChatActions } from "@/lib/chat-state";
import { useChat } from "@/lib/use-chat";
import { useAnnouncer } from "../announcer/announcer";
import { cx } from "../cx";
import { Icon } from "../icon";
import { isolate } from "../isolate";
import { pressedShortcut } from "../keyboard/shortcuts";
import { usePreference } from "../preferences/use-preference";
import { hasTouchKeyboard } from "../touch";
import { enterSends } from "./enter-sends";
import { isComposing } from "./is-composing";
import { isSendable, lengthWords } from "./length-words";
import { pasteText } from "./paste-text";
import { useWritingAnywhere } from "./use-writing-anywhere";

/**
 * Where a message is written. The text lives in the chat's state and is only shown here, so that no error on this screen
 * and no change of conversation can take it (U40, U43, U93).
 */
export const Composer = memo(function Composer({ match, actions }: { match: Match; actions: ChatActions }) {
  const draft = useChat((state) => state.drafts.get(match.id) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const [enter] = usePreference("enter");
  const touch = hasTouchKeyboard();
  const length = lengthWords(draft);
  const { warn } = useAnnouncer();
  const name = isolate(match.peer.name);
  useFocusOnOpen(field);
  useWritingAnywhere(field);
  const over = length?.over === true;
  useEffect(() => {
    if (over) warn(`Too long. A message has at most ${CONTENT_MAX_CODE_POINTS} characters.`);
  }, [over, warn]);

  const send = () => {
    if (!isSendable(draft)) return;
    actions.send(match.id, draft);
    actions.signalTyping(match.id, false);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    scrollTranscript(event);
    if (event.key !== "Enter" || !enterSends(event, enter === "send" ? "send" : "newline", touch)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      aria-label={`Write to ${name}`}
      data-region="composer"
      className="composer px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mx-auto max-w-[45rem]">
        <div className="composer-box">
          <textarea
            ref={field}
            id="composer"
            data-region-focus
            value={draft}
            rows={1}
            dir="auto"
            enterKeyHint={enter === "send" && !touch ? "send" : "enter"}
            placeholder={`Message ${name}`}
            aria-label={`Message ${name}`}
            aria-describedby="composer-hint composer-length"
            className="composer-field"
            onChange={(event) => {
              actions.setDraft(match.id, event.target.value);
              actions.signalTyping(match.id, event.target.value !== "");
            }}
            onBlur={() => actions.signalTyping(match.id, false)}
            onPaste={pasteText}
            onKeyDown={onKeyDown}
          />
          <button
            type="submit"
            aria-label="Send"
            aria-disabled={!isSendable(draft)}
            // Keeps the focus, and with it a phone's keyboard, in the text (U54).
            onPointerDown={(event) => event.preventDefault()}
            className="send-button"
          >
            <Icon of={ArrowUp} size={20} strokeWidth={2} />
          </button>
        </div>
        <p id="composer-hint" className="sr-only">
          {keyHint(enter === "send", touch)}
        </p>
        <p
          id="composer-length"
          className={cx(
            "px-3 text-xs",
            length && "pt-1.5",
            length?.over ? "font-medium text-danger" : "text-ink-3",
          )}
        >
          {length?.text}
        </p>
      </div>
    </form>
  );
});

function keyHint(enterSends: boolean, touch: boolean): string {
  if (touch) return "The button beside it sends.";
  return enterSends ? "Enter sends, Shift and Enter makes a new line." : "Ctrl and Enter sends.";
}

/** With a real keyboard one can write at once; on a touch screen the keyboard never pops up by itself (U53). */
function useFocusOnOpen(field: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    if (!hasTouchKeyboard()) field.current?.focus({ preventScroll: true });
  }, [field]);
}

/** Page keys move the messages without leaving the text (U16). */
function scrollTranscript(event: KeyboardEvent): void {
  const pressed = pressedShortcut(event, ["scroll-up", "scroll-down"]);
  const transcript = document.getElementById("transcript");
  if (pressed === undefined || transcript === null) return;
  event.preventDefault();
  const page = transcript.clientHeight * 0.9;
  transcript.scrollBy({ top: pressed === "scroll-up" ? -page : page });
}
