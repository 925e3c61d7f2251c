import { useEffect, useRef, useState } from "react";
import type { ChatState } from "@/lib/chat-state";
import { chatNow, useChat } from "@/lib/use-chat";
import { connectionWords } from "../connection/connection-words";
import { isolate } from "../isolate";
import { usePreference } from "../preferences/use-preference";
import { useAnnouncer } from "./announcer";
import { ListNews } from "./list-news";
import { messageAnnouncement, spokenFrom } from "./message-announcement";

/**
 * Says what the screen shows without being asked (A32): messages of others, somebody typing in the open conversation, the
 * connection, and a message that was not sent. History and own messages are silent (A33).
 */
export function Announcements() {
  useListAnnouncements();
  useTypingAnnouncement();
  useConnectionAnnouncement();
  useFailureWarning();
  return null;
}

function useListAnnouncements(): void {
  const list = useChat((state) => state.list);
  const spoken = spokenFrom(usePreference("spoken")[0]);
  const { say, warn } = useAnnouncer();
  const [news] = useState(() => new ListNews());
  useEffect(() => {
    const { openMatchId } = chatNow();
    const { messages, failed } = news.look(list);
    for (const { match, count } of messages) {
      // Read on another device, or long before this one woke up.
      if (match.unreadCount === 0 && match.id !== openMatchId) continue;
      const announcement = messageAnnouncement(match, spoken);
      if (announcement !== undefined)
        say({ ...announcement, count: Math.min(count, match.unreadCount || 1) });
    }
    for (const { id, peer } of failed)
      if (id !== openMatchId) warn(`A message to ${isolate(peer.name)} was not sent.`);
  }, [list, news, say, spoken, warn]);
}

function useTypingAnnouncement(): void {
  const typist = useChat((state) => (open(state)?.peerTyping ? open(state)?.match.peer.name : undefined));
  const { say } = useAnnouncer();
  useEffect(() => {
    if (typist === undefined) return;
    const text = `${isolate(typist)} is typing`;
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
