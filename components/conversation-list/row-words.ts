import type { ListEntry } from "@/lib/chat-state";
import { isolate } from "../isolate";
import { sentence } from "../sentence";

/** What a row says below the name. */
export function previewWords({ draft, failed, peerTyping, preview, match }: ListEntry): {
  kind: "failed" | "typing" | "draft" | "message" | "ended" | "new";
  /** whose words follow; apart from them, because they may run the other way */
  before?: string;
  text: string;
} {
  if (failed) return { kind: "failed", text: "Not sent" };
  if (peerTyping) return { kind: "typing", text: "typing…" };
  if (draft.trim() !== "") return { kind: "draft", before: "Draft: ", text: draft };
  if (match.status === "closed") return { kind: "ended", text: "Ended" };
  if (preview === undefined) return { kind: "new", text: "New match" };
  const text = preview.content ?? "Message removed";
  return { kind: "message", ...(preview.mine && { before: "You: " }), text };
}

/** A screen reader says all of it, so a long text is cut: this many characters tell which message it is. */
const SPOKEN_MAX = 100;

/** The whole row for screen readers: "Maya. 3 unread messages. Last message from Maya: See you at six. 14:02" (U68) */
export function rowName(entry: ListEntry, time: string): string {
  const { match, preview } = entry;
  const { kind, text } = previewWords(entry);
  const name = isolate(match.peer.name);
  const author = preview?.mine === true ? "you" : name;
  const last: Record<typeof kind, string> = {
    failed: "A message was not sent",
    typing: "Is typing",
    draft: `Draft: ${isolate(shortened(text))}`,
    message: `Last message from ${author}: ${isolate(shortened(preview?.content ?? "message removed"))}`,
    ended: "This match has ended",
    new: "New match",
  };
  const sentences = [
    name,
    ...(match.unreadCount > 0 ? [unreadWords(match.unreadCount)] : []),
    ...(entry.peerOnline ? ["Online"] : []),
    last[kind],
  ].map(sentence);
  return `${sentences.join(" ")} ${time}`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= SPOKEN_MAX ? text : `${characters.slice(0, SPOKEN_MAX).join("")}…`;
}

function unreadWords(count: number): string {
  return count === 1 ? "1 unread message" : `${count} unread messages`;
}
