/** The peer is writing. Three dots for the eye; the announcer says it once. */
export function TypingRow() {
  return (
    <div aria-hidden="true" className="stretch">
      <div className="message" data-first data-last>
        <span className="margin-time" />
        <div className="bubble">
          <span className="typing-dots">
            <span />
            <span />
            <span />
          </span>
        </div>
      </div>
    </div>
  );
}
