import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { DrawnRows } from "./drawn-rows";
import { type Place, ReadingPosition } from "./reading-position";

interface Options {
  viewport: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  /** where to open; read once */
  start: Place;
  /** another object when there is something else to look at */
  rows: unknown;
  /** the transcript's last row is the conversation's newest */
  newestLoaded: boolean;
  /** the place or the layout changed */
  onSettled: (position: ReadingPosition) => void;
  /** the reader scrolled */
  onScroll: (position: ReadingPosition) => void;
}

interface ReadingPlace {
  moveTo: (place: Place) => void;
  /** Call before a commit changes the document. */
  beforeChange: () => void;
  /** this row begins below the screen */
  isBelow: (key: string) => boolean;
}

/** Ties a reading position to the page: the reader's scrolling is remembered, every change of layout is undone. */
export function useReadingPosition(options: Options): ReadingPlace {
  const { viewport, content, start, rows, newestLoaded, onSettled, onScroll } = options;
  const position = useRef<ReadingPosition>(undefined);
  const settled = useRef(onSettled);
  const scrolled = useRef(onScroll);
  const loaded = useRef(newestLoaded);
  const opening = useRef(start);

  // Runs before paint after every commit: rows that this commit added or removed move nothing that is on screen.
  useLayoutEffect(() => {
    settled.current = onSettled;
    scrolled.current = onScroll;
    loaded.current = newestLoaded;
    if (viewport.current === null || content.current === null) return;
    position.current ??= new ReadingPosition(
      viewport.current,
      new DrawnRows(content.current),
      opening.current,
    );
    putBack(position.current, newestLoaded);
  });

  useEffect(() => {
    const scroller = viewport.current;
    const inner = content.current;
    if (scroller === null || inner === null) return;
    const restore = () => {
      if (position.current === undefined) return;
      position.current.notice(loaded.current);
      putBack(position.current, loaded.current);
      settled.current(position.current);
    };
    const remember = () => {
      if (position.current === undefined) return;
      if (position.current.remember(loaded.current)) scrolled.current(position.current);
      settled.current(position.current);
    };
    // Late fonts, the keyboard of a phone, a growing composer: layout changes that React knows nothing of.
    const sizes = new ResizeObserver(restore);
    sizes.observe(scroller);
    sizes.observe(inner);
    scroller.addEventListener("scroll", remember, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", remember);
    };
  }, [viewport, content]);

  // In a short conversation a new row changes no size.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows themselves are not needed, only that they changed
  useEffect(() => {
    if (position.current !== undefined) settled.current(position.current);
  }, [rows]);

  const moveTo = useCallback((place: Place) => {
    position.current?.moveTo(place);
    if (position.current !== undefined) settled.current(position.current);
  }, []);
  const beforeChange = useCallback(() => position.current?.notice(loaded.current), []);
  const isBelow = useCallback((key: string) => position.current?.isBelow(key) ?? false, []);
  return { moveTo, beforeChange, isBelow };
}

function putBack(position: ReadingPosition, newestLoaded: boolean): void {
  position.restore();
  if (newestLoaded) position.pinAtEnd();
}
