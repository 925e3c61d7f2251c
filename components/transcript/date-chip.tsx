import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";

/** How long the day stays after the reader has stopped, in milliseconds (U14). */
const LINGER_MS = 1_000;

export interface DateChipHandle {
  /** The reader scrolls, and this is the day of what is uppermost on screen. */
  show(day: string): void;
  /** The exact time of the message that has the focus, until it has it no longer (U60). */
  name(moment: string | undefined): void;
}

/**
 * The day of what one is scrolling through. Told imperatively: scrolling must draw this alone, never the transcript.
 * Hidden from screen readers, which meet the days between the messages.
 */
export function DateChip({ ref }: { ref: Ref<DateChipHandle> }) {
  const [day, setDay] = useState("");
  const [shown, setShown] = useState(false);
  const [moment, setMoment] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useImperativeHandle(
    ref,
    () => ({
      show: (next) => {
        setDay(next);
        setShown(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setShown(false), LINGER_MS);
      },
      name: (next) => {
        // What fades away keeps its words.
        if (next === undefined) setDay((before) => moment ?? before);
        setMoment(next);
      },
    }),
    [moment],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <p aria-hidden="true" className="date-chip" data-shown={shown || moment !== undefined || undefined}>
      {moment ?? day}
    </p>
  );
}
