import { filmClub } from "./film-club.ts";

export const people = {
  maya: {
    name: "Maya Lindqvist",
    bio: "Cartographer. Draws maps of places that changed their names. Cold water, warm bread.",
    note: "five conversations, two with unread messages",
  },
  jonas: {
    name: "Jonas Okafor",
    bio: "Nurse on nights, projectionist on Sundays. Ask me about the reel that caught fire.",
    note: "a long conversation with Maya",
  },
  noor: {
    name: "Noor Haddad",
    bio: "Learning the oud, badly and happily. Teaches chemistry to fourteen-year-olds.",
    note: "an unread message",
  },
  kenji: {
    name: "Kenji Watanabe",
    bio: "Bicycle mechanic. I will fix your brakes and then ask what you are reading.",
    note: "waiting for an answer",
  },
  elif: {
    name: "Elif Yıldız",
    bio: "Sign language interpreter, two cats, one allotment. The courgettes are winning.",
    note: "a new match, nothing said yet",
  },
  rafael: {
    name: "Rafael Souza",
    bio: "Cook. Moved here for the rain.",
    note: "a conversation that has ended",
  },
  ana: {
    name: "Ana Kowalczyk",
    bio: "Structural engineer. Bridges mostly. Sings alto in a choir that needs tenors.",
    note: "likes Maya, who does not know it yet",
  },
} as const;

export type Who = keyof typeof people;

export interface Conversation {
  between: readonly [Who, Who];
  lines: readonly (readonly [Who, string])[];
  /** who has not read how many of the last lines */
  unread?: readonly [Who, number];
  ended?: true;
}

/** Earliest first: the last one is on top of the list. */
export const conversations: readonly Conversation[] = [
  {
    between: ["maya", "rafael"],
    lines: [
      ["rafael", "Hi Maya! Your profile says maps. Do you have one of the old harbour?"],
      ["maya", "Three. They disagree about where the water ends."],
      ["rafael", "That is the best answer I have had on here."],
      ["rafael", "I should say that I am moving back to Recife next month."],
      ["maya", "Then go well, and thank you for telling me. Send the sea my regards."],
    ],
    ended: true,
  },
  { between: ["maya", "jonas"], lines: filmClub("maya", "jonas") },
  {
    between: ["jonas", "elif"],
    lines: [
      ["elif", "Is it true that you can smell when a reel is about to burn?"],
      ["jonas", "Vinegar first, then regret."],
      ["elif", "😂 I am going to use that."],
    ],
  },
  { between: ["maya", "elif"], lines: [] },
  {
    between: ["noor", "kenji"],
    lines: [
      ["noor", "The brakes are silent. I rode home twice to make sure."],
      ["kenji", "Good. Bring it back in the spring, and bring the oud."],
    ],
    unread: ["noor", 1],
  },
  {
    between: ["maya", "kenji"],
    lines: [
      ["kenji", "I finished the book you lent me."],
      ["maya", "Already? And?"],
      ["kenji", "The chapter about the lighthouse keeper is worth the other three hundred pages."],
      ["kenji", "Would you like to talk about it over coffee on Thursday?"],
    ],
    unread: ["maya", 1],
  },
  {
    between: ["maya", "noor"],
    lines: [
      ["maya", "How was the concert?"],
      ["noor", "Eleven people came, and my mother counts as three."],
      ["maya", "I would have made it twelve. Tell me before the next one."],
      ["noor", "It is on the 12th. مساء الخير means good evening, you will hear it at the door."],
      ["noor", "There is soup afterwards."],
      ["noor", "https://example.org/small-hall has the way there; the blue door, not the green one."],
    ],
    unread: ["maya", 3],
  },
];

/** Likes without an answer. */
export const likes: readonly (readonly [Who, Who])[] = [["ana", "maya"]];
