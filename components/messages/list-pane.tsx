import { memo } from "react";
import { PaneBoundary } from "../boundary/pane-boundary";
import { ConversationList } from "../conversation-list/conversation-list";
import { ListHeader } from "../conversation-list/list-header";
import { StorageNotice } from "../frame/storage-notice";
import { VersionNotice } from "../frame/version-notice";
import { ListResizer } from "./list-resizer";

interface ListPaneProps {
  /** the open conversation */
  matchId: string | undefined;
  onOpen: (matchId: string) => void;
  onBack: () => void;
}

/** All conversations, with how things stand above them. */
export const ListPane = memo(function ListPane({ matchId, onOpen, onBack }: ListPaneProps) {
  return (
    <section className="list-pane" aria-label="Your conversations">
      <PaneBoundary what="Your conversations">
        <ListHeader heading={matchId === undefined ? "h1" : "h2"} />
        <ConversationList current={matchId} onOpen={onOpen} onShow={onBack} />
        <StorageNotice />
        <VersionNotice />
      </PaneBoundary>
      <ListResizer />
    </section>
  );
});
