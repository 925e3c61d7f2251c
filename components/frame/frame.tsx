"use client";
import { type ReactNode, useState } from "react";
import { useChat } from "@/lib/use-chat";
import { Announcements } from "../announcer/announcements";
import { AnnouncerProvider } from "../announcer/announcer";
import { Deferred } from "../deferred";
import { focusRegion } from "../keyboard/focus-region";
import { useShortcuts } from "../keyboard/use-shortcuts";
import { SessionGate } from "./session-gate";
import { useTitle } from "./use-title";

const loadSheet = async () => (await import("../keyboard/shortcut-sheet")).ShortcutSheet;

interface FrameProps {
  /** of the document, without the unread count and the product's name */
  title: string;
  /** id of the element that the skip link leads to */
  skip: "composer" | "main";
  children: ReactNode;
}

/** What every page of a signed-in person has: the gate, the skip link, the announcers, the keys, the title. */
export function Frame({ title, skip, children }: FrameProps) {
  const [sheet, setSheet] = useState(false);
  const closeSheet = () => setSheet(false);
  const unread = useChat((state) => state.unreadTotal);
  useTitle(title, unread);
  useShortcuts({
    "next-region": () => focusRegion(1),
    "previous-region": () => focusRegion(-1),
    "shortcut-sheet": () => setSheet(true),
  });
  return (
    <AnnouncerProvider>
      <a href={`#${skip}`} className="skip-link">
        {skip === "composer" ? "Skip to message box" : "Skip to content"}
      </a>
      <SessionGate>{children}</SessionGate>
      <Announcements />
      {sheet && (
        <Deferred load={loadSheet} onFail={closeSheet}>
          {(ShortcutSheet) => <ShortcutSheet onClose={closeSheet} />}
        </Deferred>
      )}
    </AnnouncerProvider>
  );
}
