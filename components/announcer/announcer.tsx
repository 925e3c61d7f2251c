import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { ANNOUNCEMENT_GAP_MS, type Announcement, dequeue, enqueue, nothingToSay } from "./announcement-queue";

interface Announcer {
  /** When there is time for it. */
  say: (announcement: Announcement) => void;
  /** At once: something failed. */
  warn: (text: string) => void;
}

interface Said {
  text: string;
  /** the same words said twice are new words */
  turn: number;
}

const silence: Said = { text: "", turn: 0 };
const AnnouncerContext = createContext<Announcer>({ say: () => {}, warn: () => {} });

/** The way to say something to people who do not see the screen. */
export function useAnnouncer(): Announcer {
  return useContext(AnnouncerContext);
}

/** The only two live regions of the product (A32). Dialogs leave them audible because they carry aria-live (A35). */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [status, setStatus] = useState(silence);
  const [alert, setAlert] = useState(silence);
  const queue = useRef(nothingToSay);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const speak = useCallback(() => {
    const { said, rest } = dequeue(queue.current);
    queue.current = rest;
    timer.current = undefined;
    if (said === undefined) return;
    setStatus((before) => ({ text: said, turn: before.turn + 1 }));
    timer.current = setTimeout(speak, ANNOUNCEMENT_GAP_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  const announcer = useMemo<Announcer>(
    () => ({
      say: (announcement) => {
        queue.current = enqueue(queue.current, announcement);
        if (timer.current === undefined) speak();
      },
      warn: (text) => setAlert((before) => ({ text, turn: before.turn + 1 })),
    }),
    [speak],
  );

  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        <span key={status.turn}>{status.text}</span>
      </div>
      <div role="alert" aria-live="assertive" className="sr-only">
        <span key={alert.turn}>{alert.text}</span>
      </div>
    </AnnouncerContext>
  );
}
