import type { ConnectionState } from "@/lib/chat-state";

/** What to say about the connection (U75); undefined while there is nothing to worry about. */
export function connectionWords(connection: ConnectionState): string | undefined {
  switch (connection) {
    case "offline":
      return "Waiting for network…";
    case "reconnecting":
      return "Reconnecting…";
    case "connecting":
    case "online":
      return undefined;
  }
}
