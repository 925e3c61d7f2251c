/** The rooms of the socket contract. A user id never begins with `match-`, so the two kinds cannot meet. */
export const personalRoom = (userId: string): string => userId;
export const conversationRoom = (matchId: string): string => `match-${matchId}`;
export const isConversationRoom = (room: string): boolean => room.startsWith("match-");
