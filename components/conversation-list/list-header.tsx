import { Users } from "lucide";
import { useChat } from "@/lib/use-chat";
import { Avatar } from "../avatar";
import { connectionWords } from "../connection/connection-words";
import { WeatherLine } from "../connection/weather-line";
import { Icon } from "../icon";
import { PageLink } from "../page-link";
import { isNewMatch, newsWords } from "./news-words";

/** The title of the list, how things stand, and the two other places of the product. */
export function ListHeader({ heading: Heading }: { heading: "h1" | "h2" }) {
  const me = useChat((state) => state.me);
  const unread = useChat((state) => state.unreadTotal);
  const isNew = useChat((state) => state.list.entries.some(isNewMatch));
  // Before the list is there, nobody knows whether there is anything new.
  const known = useChat(({ list }) => list.status === "ready" || list.entries.length > 0);
  const connection = useChat((state) => state.connection);
  return (
    <header className="shrink-0">
      {/* Where large text leaves no room beside the title, the two links stand below it. */}
      <div className="flex min-h-[4.5rem] flex-wrap items-center justify-end gap-1 py-2 ps-5 pe-3">
        <div className="min-w-0 flex-[1_1_7.5rem]">
          <Heading className="text-xl font-bold">Messages</Heading>
          <p className="h-4.5 truncate text-sm text-ink-3">
            {connectionWords(connection) ?? (known ? newsWords(unread, isNew) : "")}
          </p>
        </div>
        <PageLink href="/people" aria-label="People" title="People" className="icon-button">
          <Icon of={Users} size={20} />
        </PageLink>
        <PageLink href="/settings" aria-label="Settings" title="Settings" className="icon-button">
          {me === undefined ? (
            <span className="size-8 rounded-full bg-theirs" />
          ) : (
            <Avatar user={me} size="sm" />
          )}
        </PageLink>
      </div>
      <WeatherLine />
    </header>
  );
}
