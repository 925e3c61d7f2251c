import { ChevronLeft } from "lucide";
import Link from "next/link";
import type { ReactNode } from "react";
import { useChat } from "@/lib/use-chat";
import { connectionWords } from "../connection/connection-words";
import { WeatherLine } from "../connection/weather-line";
import { isNewMatch, newsWords } from "../conversation-list/news-words";
import { Icon } from "../icon";

/** What waits behind the link. */
function News() {
  const unread = useChat((state) => state.unreadTotal);
  const isNew = useChat((state) => state.list.entries.some(isNewMatch));
  if (unread === 0 && !isNew) return null;
  return (
    <>
      <span aria-hidden="true" className="badge ms-1">
        {unread === 0 ? "New" : unread > 99 ? "99+" : unread}
      </span>
      <span className="sr-only">, {newsWords(unread, isNew)}</span>
    </>
  );
}

/** A page of one column with the way back to the messages. */
export function PageColumn({ title, children }: { title: string; children: ReactNode }) {
  const connection = useChat((state) => state.connection);
  return (
    <div className="min-h-dvh">
      <header className="sticky top-0 z-10 bg-canvas pt-[env(safe-area-inset-top)]">
        <div className="mx-auto flex h-14 max-w-[40rem] items-center px-3">
          <Link href="/messages" className="quiet-button -ms-1 flex h-10 items-center gap-1 pe-3 ps-1">
            <Icon of={ChevronLeft} size={20} className="rtl:-scale-x-100" />
            Messages
            <News />
          </Link>
          <p className="ms-auto truncate ps-3 pe-2 text-sm text-ink-3">{connectionWords(connection)}</p>
        </div>
        <WeatherLine />
      </header>
      <main
        id="main"
        tabIndex={-1}
        data-region="main"
        className="mx-auto max-w-[40rem] px-5 pt-8 pb-20 outline-none"
      >
        <h1 className="text-2xl font-bold">{title}</h1>
        {children}
      </main>
    </div>
  );
}
