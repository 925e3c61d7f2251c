const SHAPE = /^(?<matchId>[A-Za-z0-9_-]+)-(?<seq>[1-9][0-9]{0,15})$/;

/** A message's id says where it is, so that finding it needs no index of its own. */
export function makeMessageId(matchId: string, seq: number): string {
  return `${matchId}-${seq}`;
}

/** Where the message with this id is; undefined when it cannot be one of ours. */
export function parseMessageId(id: string): { matchId: string; seq: number } | undefined {
  const groups = SHAPE.exec(id)?.groups;
  const seq = Number(groups?.["seq"]);
  if (groups?.["matchId"] === undefined || !Number.isSafeInteger(seq)) return undefined;
  return { matchId: groups["matchId"], seq };
}
