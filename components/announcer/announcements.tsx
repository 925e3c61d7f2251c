import { useEffect, useRef } from "react";
import type { ChatState, ListEntry } from "@/lib/chat-state";
import { useChat } from "@/lib/use-chat";
import { connectionWords } from "../connection/connection-words";
import { usePreference } from "../preferences/use-preference";
import { useAnnouncer } from "./announcer";
import { messageAnnouncement, spokenFrom } from "./message-announcement";

/**
 * Says what the screen shows without being asked (A32): messages of others, somebody typing in the open conversation, the
 * connection, and a message that was not sent. History and own messages are silent (A33).
 */
export function Announcements() {
  useMessageAnnouncements();
  useTypingAnnouncement();
  useConnectionAnnouncement();
  useFailureWarning();
  return null;
}

function useMessageAnnouncements(): void {
  const entries = useChat((state) => state.list.entries);
  const ready = useChat((state) => state.list.status === "ready");
  const spoken = spokenFrom(usePreference("spoken")[0]);
  const { say } = useAnnouncer();
  const heads = useRef<ReadonlyMap<string, number>>(undefined);
  useEffect(() => {
    if (!ready) return;
    const before = heads.current;
    heads.current = new Map(entries.map((entry) => [entry.match.id, lastSeq(entry)]));
    if (before === undefined) return;
    for (const { match } of entries) {
      if ((match.lastMessage?.seq ?? 0) <= (before.get(match.id) ?? 0)) continue;
      const announcement = messageAnnouncement(match, spoken);
      if (announcement !== undefined) say(announcement);
    }
  }, [entries, ready, say, spoken]);
}

function lastSeq({ match }: ListEntry): number {
  return match.lastMessage?.seq ?? 0;
}

function useTypingAnnouncement(): void {
  const typist = useChat((state) => (open(state)?.peerTyping ? open(state)?.match.peer.name : undefined));
  const { say } = useAnnouncer();
  useEffect(() => {
    if (typist === undefined) return;
    const text = `${typist} is typing`;
    say({ topic: "typing", text, many: () => text });
  }, [typist, say]);
}

function useConnectionAnnouncement(): void {
  const connection = useChat((state) => state.connection);
  const { say } = useAnnouncer();
  const troubled = useRef(false);
  useEffect(() => {
    const trouble = connectionWords(connection);
    const text = trouble ?? (troubled.current && connection === "online" ? "Connected again" : undefined);
    if (trouble !== undefined) troubled.current = true;
    else if (connection === "online") troubled.current = false;
    if (text !== undefined) say({ topic: "connection", text, many: () => text });
  }, [connection, say]);
}

function useFailureWarning(): void {
  const failures = useChat(
    (state) => open(state)?.items.filter((item) => item.sendState?.kind === "failed").length ?? 0,
  );
  const matchId = useChat((state) => state.openMatchId);
  const { warn } = useAnnouncer();
  const before = useRef({ matchId, failures });
  useEffect(() => {
    const sameConversation = before.current.matchId === matchId;
    if (sameConversation && failures > before.current.failures) warn("A message was not sent.");
    before.current = { matchId, failures };
  }, [failures, matchId, warn]);
}

function open(state: ChatState) {
  return state.openMatchId === undefined ? undefined : state.conversations.get(state.openMatchId);
}
