import type { User } from "@duologue/protocol/models";
import { cx } from "./cx";

const SIZES = {
  sm: "size-8 text-sm",
  md: "size-11 text-base",
  lg: "size-16 text-xl",
  xl: "size-20 text-2xl",
} as const;

/** Colours that avatar.css knows: spread over the wheel, equal in lightness, quiet in chroma. */
const TINTS = 8;

/** A person's picture or, in its place, their initial. Decoration: the name always stands beside it (A01). */
export function Avatar({
  user,
  size = "md",
  online = false,
}: {
  user: Pick<User, "id" | "name" | "image">;
  size?: keyof typeof SIZES;
  online?: boolean;
}) {
  return (
    <span aria-hidden="true" className="relative inline-flex shrink-0">
      <span data-tint={tintOf(user.id)} className={cx("avatar", SIZES[size])}>
        {initial(user.name)}
        {user.image !== null && (
          // biome-ignore lint/performance/noImgElement: a person's own picture from the API, already small
          <img
            src={user.image}
            alt=""
            className="absolute inset-0 size-full object-cover"
            onError={(event) => {
              event.currentTarget.hidden = true;
            }}
          />
        )}
      </span>
      {online && <span className="online-dot" />}
    </span>
  );
}

/** The same colour for the same person, everywhere and always. */
function tintOf(id: string): number {
  let sum = 0;
  for (const unit of id) sum = (sum * 31 + (unit.codePointAt(0) ?? 0)) % 9973;
  return sum % TINTS;
}

let segmenter: Intl.Segmenter | undefined;

/** The first letter as people count letters. Making a segmenter costs a hundred times what using it does. */
function initial(name: string): string {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const [first] = segmenter.segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? "";
}
