const FILMS = [
  "Playtime",
  "The Spirit of the Beehive",
  "Yi Yi",
  "Close-Up",
  "Paris, Texas",
  "In the Mood for Love",
  "Wings of Desire",
  "Cléo from 5 to 7",
  "Late Spring",
  "Touki Bouki",
  "The Green Ray",
  "Stalker",
  "A Brighter Summer Day",
  "Where Is the Friend's House?",
  "Daisies",
  "Local Hero",
  "The Gleaners and I",
  "Black Girl",
  "Ikiru",
  "The Apartment",
  "Taste of Cherry",
  "Chungking Express",
  "Tampopo",
  "Cinema Paradiso",
  "Beau Travail",
  "Pather Panchali",
  "The Long Day Closes",
  "Paterson",
  "A Matter of Life and Death",
  "The Quiet Girl",
  "Poetry",
  "Columbus",
  "Happy as Lazzaro",
  "Petite Maman",
  "Aftersun",
  "Drive My Car",
  "Shoplifters",
  "First Cow",
  "Tokyo Story",
  "Big Night",
] as const;

/** What is said about each film, in this order, by the one who chose it (0) and the other (1). */
const TALK: readonly { by: 0 | 1; ways: readonly string[] }[] = [
  {
    by: 0,
    ways: [
      "My pick for Sunday: {film}.",
      "It is my turn, so: {film}. No complaints.",
      "{film} this week. Bring something warm.",
    ],
  },
  {
    by: 1,
    ways: [
      "I have wanted to see {film} for years.",
      "Never heard of it. Tell me nothing.",
      "Again? Yes. Again.",
      "Is that the one you talked about on the bridge?",
    ],
  },
  {
    by: 1,
    ways: [
      "Seven, the usual place?",
      "I am on nights until Saturday, so Sunday is perfect.",
      "I will be there.",
    ],
  },
  {
    by: 0,
    ways: [
      "Seven. I will keep you a seat on the aisle.",
      "Half past six, the heating needs time.",
      "Come early and I will show you the booth.",
      "Seven. Rain is forecast, take the tram.",
      "Any time after six.",
    ],
  },
  {
    by: 1,
    ways: [
      "Home. I am still in {film}, somehow.",
      "I walked home the long way because of that.",
      "The last ten minutes. I have no words, and you know me.",
      "I did not like it, and I cannot stop thinking about it.",
      "That was the best one so far.",
      "Did you see that nobody stood up when it ended?",
      "I fell asleep for a moment, and it was still good.",
    ],
  },
  {
    by: 0,
    ways: [
      "It is the silence that does it.",
      "I knew you would say that.",
      "The second time it is a different film.",
      "Watch the windows. It is all in the windows.",
      "My grandmother had that very coat.",
    ],
  },
  {
    by: 1,
    ways: [
      "How many stars?",
      "I drew you a map of that street, by the way.",
      "And the music! Who is that?",
      "We should write these down.",
    ],
  },
  {
    by: 0,
    ways: [
      "No stars. One chair out of one.",
      "Number {number} in the notebook.",
      "Sleep well. Your turn next.",
      "Good night. Text me when the tram has brought you home.",
      "Your turn to choose, and I will not say a word.",
      "That makes {number}. We are serious people.",
    ],
  },
];

/** A conversation long enough to scroll in: two people who watch a film every Sunday and take turns in choosing it. */
export function filmClub<Who>(first: Who, second: Who): (readonly [Who, string])[] {
  return FILMS.flatMap((film, week) => {
    const pair = week % 2 === 0 ? ([first, second] as const) : ([second, first] as const);
    return TALK.map(({ by, ways }) => {
      const way = ways[week % ways.length] ?? "";
      return [pair[by], way.replace("{film}", film).replace("{number}", String(week + 1))] as const;
    });
  });
}
