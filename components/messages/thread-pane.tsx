import { memo } from "react";
import { useChat, useChatActions } from "@/lib/use-chat";
import { PaneError } from "../boundary/pane-error";
import { EmptyThread } from "../thread/empty-thread";
import { NoSuchConversation } from "../thread/no-such-conversation";
import { Thread } from "../thread/thread";
import { ThreadSkeleton } from "../thread/thread-skeleton";
import { placesOf } from "./reading-places";

interface ThreadPaneProps {
  matchId: string | undefined;
  onBack: () => void;
}

/** The open conversation, or what stands in its place. */
export const ThreadPane = memo(function ThreadPane({ matchId, onBack }: ThreadPaneProps) {
  // Until it is opened, its unread divider is that of the last visit.
  const conversation = useChat((state) =>
    matchId === undefined || state.openMatchId !== matchId ? undefined : state.conversations.get(matchId),
  );
  const me = useChat((state) => state.me);
  const actions = useChatActions();
  return (
    <div className="thread-pane">
      {conversation !== undefined && me !== undefined ? (
        <Thread
          key={conversation.match.id}
          conversation={conversation}
          me={me}
          actions={actions}
          places={placesOf(me.id)}
          onBack={onBack}
        />
      ) : (
        <NoThread matchId={matchId} onRetry={() => actions.retryLoading(matchId)} />
      )}
    </div>
  );
});

/** What stands in the thread's place until there is one. */
function NoThread({ matchId, onRetry }: { matchId: string | undefined; onRetry: () => void }) {
  const list = useChat((state) => state.list.status);
  const notFound = useChat((state) => state.openNotFound);
  if (matchId === undefined) return <EmptyThread />;
  if (notFound) return <NoSuchConversation />;
  if (list === "failed")
    return (
      <main id="main" tabIndex={-1} className="flex flex-1">
        <PaneError onRetry={onRetry}>This conversation could not be loaded.</PaneError>
      </main>
    );
  return <ThreadSkeleton />;
}
