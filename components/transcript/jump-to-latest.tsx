import { ArrowDown } from "lucide";
import { useLayoutEffect, useRef } from "react";
import { cx } from "../cx";
import { Icon } from "../icon";

/**
 * The way back to the newest message. Out of reach of keys and screen readers while it is hidden (U06): when it goes, the
 * messages take over its focus (A37).
 */
export function JumpToLatest({
  shown,
  count,
  onJump,
}: {
  shown: boolean;
  count: number;
  onJump: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!shown && place.current?.contains(document.activeElement))
      document.getElementById("transcript")?.focus({ preventScroll: true });
  }, [shown]);
  return (
    <div
      ref={place}
      className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center"
      inert={!shown}
    >
      <button
        type="button"
        onClick={onJump}
        className={cx("jump-button pointer-events-auto", !shown && "invisible translate-y-2 opacity-0")}
      >
        <Icon of={ArrowDown} size={16} />
        Latest
        {count > 0 && (
          <span className="badge">
            {count}
            <span className="sr-only"> new</span>
          </span>
        )}
      </button>
    </div>
  );
}
