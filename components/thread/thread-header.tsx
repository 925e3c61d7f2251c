import type { Match } from "@duologue/protocol/models";
import { ChevronLeft } from "lucide";
import { memo } from "react";
import { useChat } from "@/lib/use-chat";
import { Avatar } from "../avatar";
import { connectionWords } from "../connection/connection-words";
import { WeatherLine } from "../connection/weather-line";
import { Icon } from "../icon";
import { reader } from "../when/reader";
import { useMinute } from "../when/use-minute";
import { presenceWords } from "./presence-words";
import { ThreadMenuButton } from "./thread-menu-button";

interface ThreadHeaderProps {
  match: Match;
  typing: boolean;
  online: boolean;
  /** ISO time; null when unknown */
  lastSeen: string | null;
  onBack: () => void;
  onAbout: () => void;
  onEnd: () => void;
}

/** Who one talks to, whether they are there, and how the connection is. Its height never changes (U76). */
export const ThreadHeader = memo(function ThreadHeader(props: ThreadHeaderProps) {
  const { match, typing, online, lastSeen, onBack, onAbout, onEnd } = props;
  const connection = useChat((state) => state.connection);
  const now = useMinute();
  const { peer } = match;
  const trouble = connectionWords(connection);
  return (
    <header className="@container shrink-0">
      {/* Large text on a small screen leaves room for the picture or the name. */}
      <div className="flex h-13 items-center gap-3 px-2 @max-[15rem]:gap-1 md:h-[4.5rem] md:px-5">
        <button
          type="button"
          aria-label="Back to conversations"
          className="icon-button md:hidden"
          onClick={onBack}
        >
          <Icon of={ChevronLeft} size={22} className="rtl:-scale-x-100" />
        </button>
        <span className="inline-flex @max-[15rem]:hidden">
          <Avatar user={peer} size="sm" online={online} />
        </span>
        <div className="min-w-0 flex-1">
          <h1 id="peer-name" tabIndex={-1} className="text-base leading-5 font-bold outline-none">
            <bdi className="cut-short">{peer.name}</bdi>
          </h1>
          <p className="h-4 truncate text-xs text-ink-3">
            {trouble ?? presenceWords({ match, typing, online, lastSeen }, now, reader())}
          </p>
        </div>
        <ThreadMenuButton match={match} onAbout={onAbout} onEnd={onEnd} />
      </div>
      <WeatherLine />
    </header>
  );
});
