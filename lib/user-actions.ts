import type { ActionResult, ChatActions } from "./chat-state.ts";
import type { UserChat } from "./user-chat.ts";

const SIGNED_OUT: ActionResult = { ok: false, code: "unauthenticated", detail: "Sign in first." };

/**
 * What a signed-in person may do. Every action that changes what is on screen draws at once: a composer must show the
 * letter that was typed before the browser goes on, or the caret jumps.
 */
export function userActions(
  user: () => UserChat | undefined,
  draw: () => void,
): Omit<ChatActions, "start" | "signOut" | "renewSession"> {
  const act = (action: (chat: UserChat) => void) => {
    const chat = user();
    if (!chat) return;
    action(chat);
    draw();
  };
  const move = async (action: (chat: UserChat) => Promise<unknown>) => {
    const chat = user();
    if (!chat) return;
    const moving = action(chat);
    draw();
    await moving;
    draw();
  };
  const ask = async (action: (chat: UserChat) => Promise<ActionResult>) => {
    const chat = user();
    if (!chat) return SIGNED_OUT;
    const answer = await action(chat);
    draw();
    return answer;
  };
  return {
    openConversation: (matchId) => act((chat) => open(chat, matchId)),
    loadOlder: (matchId) => move((chat) => chat.history.older(matchId)),
    loadNewer: (matchId) => move((chat) => chat.history.newer(matchId)),
    jumpTo: (matchId, seq) => ask((chat) => chat.history.jumpTo(matchId, seq)),
    loadLatest: (matchId) => move(async (chat) => chat.history.latest(matchId)),
    loadMoreConversations: () => move((chat) => chat.list.more()),
    retryLoading: (matchId) =>
      act((chat) => (matchId === undefined ? chat.sync.trigger() : chat.loader.retry(matchId))),
    send: (matchId, content, replyTo) => act((chat) => send(chat, matchId, { content, replyTo })),
    retrySend: (matchId, clientMessageId) => act((chat) => chat.sender.retry({ matchId, clientMessageId })),
    discardSend: (matchId, clientMessageId) => {
      let text: string | undefined;
      act((chat) => {
        text = chat.sender.discard({ matchId, clientMessageId });
      });
      return text;
    },
    editUnsent: (matchId, clientMessageId) =>
      act((chat) => {
        const text = chat.sender.discard({ matchId, clientMessageId });
        const draft = chat.model.drafts.get(matchId);
        if (text === undefined) return;
        chat.drafts.set(matchId, draft === undefined ? text : `${text}\n${draft}`);
        // It is not kept as a message any more.
        chat.drafts.flush();
      }),
    setDraft: (matchId, text) => act((chat) => chat.drafts.set(matchId, text)),
    signalTyping: (matchId, typing) => act((chat) => chat.typing.signal(matchId, typing)),
    seen: (matchId, seq) => act((chat) => chat.reads.seen(matchId, seq)),
    clearDivider: (matchId) => act((chat) => chat.loader.clearDivider(matchId)),
    endMatch: (matchId) => ask((chat) => endMatch(chat, matchId)),
    updateMe: (change) => ask((chat) => updateMe(chat, change)),
  };
}

function open(chat: UserChat, matchId: string | undefined): void {
  const left = chat.model.openMatchId;
  if (left !== undefined && left !== matchId) chat.typing.signal(left, false);
  chat.loader.open(matchId);
  chat.membership.follow();
}

function send(
  chat: UserChat,
  matchId: string,
  message: { content: string; replyTo: number | undefined },
): void {
  // A message goes to the end, so the end is shown (U05).
  chat.history.latest(matchId);
  chat.loader.clearDivider(matchId);
  chat.sender.write(matchId, message.content, message.replyTo);
  chat.drafts.sent(matchId, message.content);
  chat.typing.signal(matchId, false);
}

async function endMatch({ context, model }: UserChat, matchId: string): Promise<ActionResult> {
  const outcome = await context.api.endMatch(matchId);
  if (!outcome.ok) return outcome;
  const match = model.matches.get(matchId);
  if (match) model.putMatch({ ...match, status: "closed" });
  return { ok: true };
}

async function updateMe(
  { context, model }: UserChat,
  change: Parameters<ChatActions["updateMe"]>[0],
): Promise<ActionResult> {
  const outcome = await context.api.updateMe(change);
  if (!outcome.ok) return outcome;
  model.setMe(outcome.value);
  await context.storage.saveUser(outcome.value);
  return { ok: true };
}
