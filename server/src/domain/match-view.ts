import type { Match } from "@duologue/protocol/models";
import { isoTime } from "./iso-time.ts";
import type { MatchSummary, Person } from "./ports.ts";
import { bothGive } from "./reciprocal.ts";
import { otherSeat, seatOf } from "./seat.ts";
import { toMessage } from "./to-message.ts";
import { toUser } from "./to-user.ts";
import { unreadCount } from "./unread-count.ts";

/** The match as this member sees it. Nothing of what the peer does not give is in it. */
export function matchView(summary: MatchSummary, me: Person, peer: Person): Match {
  const { match, last, lastMessage, marks, sentAtPeerRead } = summary;
  const mine = seatOf(match, me.id);
  const theirs = otherSeat(mine);
  const peerMarks = marks[theirs];
  const showsRead = bothGive("readReceipts", me, peer);
  return {
    id: match.id,
    peer: toUser(peer),
    status: last?.event.kind === "close" ? "closed" : "open",
    createdAt: isoTime(match.createdAt),
    head: last?.event.seq ?? 0,
    lastMessage: lastMessage === undefined ? null : toMessage(lastMessage),
    unreadCount: unreadCount(last, sentAtPeerRead[theirs], theirs),
    readSeq: marks[mine].readSeq,
    peerReadSeq: showsRead ? peerMarks.readSeq : 0,
    peerDeliveredSeq: peerMarks.deliveredSeq,
    peerReadAt: showsRead && peerMarks.readAt !== null ? isoTime(peerMarks.readAt) : null,
  };
}
