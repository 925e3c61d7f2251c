import { ArrowDown } from "lucide";
import { cx } from "../cx";
import { Icon } from "../icon";

/** The way to unread conversations that are out of sight (U25). */
export function UnreadBelow({ count, onReveal }: { count: number; onReveal: () => void }) {
  return (
    <div
      className="pointer-events-none absolute inset-x-0 bottom-3 z-1 flex justify-center"
      inert={count === 0}
    >
      <button
        type="button"
        onClick={onReveal}
        className={cx("jump-button pointer-events-auto", count === 0 && "invisible translate-y-2 opacity-0")}
      >
        {/* As wide for more, so that nothing moves while the list is still coming. */}
        <span className={cx("tabular", count > 9 && "min-w-[3ch] text-start")}>
          {count > 99 ? "99+" : count}
        </span>{" "}
        more unread
        <Icon of={ArrowDown} size={16} />
      </button>
    </div>
  );
}
