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

interface Line {
  /** 0: the one who chose the film; 1: the other */
  by: 0 | 1;
  /** One of these … */
  openings: readonly string[];
  /** … and one of those. Lists of different lengths keep the pairs from coming round soon. */
  endings: readonly string[];
}

/** What is said about each film, in this order. */
const TALK: readonly Line[] = [
  {
    by: 0,
    openings: ["My pick for Sunday: {film}.", "It is my turn, so: {film}.", "{film} this week."],
    endings: ["No complaints.", "Bring something warm.", "I have been saving it.", "You will see why."],
  },
  {
    by: 1,
    openings: [
      "I have wanted to see it for years.",
      "Never heard of it.",
      "Again? Yes. Again.",
      "The one from the bridge?",
    ],
    endings: ["Tell me nothing.", "My sister cried for a week.", "I will read nothing about it."],
  },
  {
    by: 1,
    openings: ["Seven, the usual place?", "I am off on Sunday for once.", "I will be there."],
    endings: ["", "I bring oranges.", "Save me the aisle.", "Is the heating on?", "Noor may come too."],
  },
  {
    by: 0,
    openings: [
      "Seven.",
      "Half past six.",
      "Come early and I will show you the booth.",
      "Any time after six.",
    ],
    endings: ["The heating needs time.", "Rain is forecast, take the tram.", "The aisle is yours."],
  },
  {
    by: 1,
    openings: [
      "Home. I am still in {film}, somehow.",
      "I walked home the long way because of that.",
      "The last ten minutes. I have no words, and you know me.",
      "I did not like {film}, and I cannot stop thinking about it.",
      "That was the best one so far.",
      "Did you see that nobody stood up when it ended?",
      "I fell asleep for a moment, and {film} was still good.",
    ],
    endings: ["", "And the music!", "That staircase."],
  },
  {
    by: 0,
    openings: [
      "It is the silence that does it.",
      "I knew you would say that.",
      "The second time it is a different film.",
      "It is all in the windows.",
      "My grandmother had that very coat.",
    ],
    endings: [
      "",
      "Watch it once more for the hands.",
      "The projector agreed, it ran without a sound.",
      "Twelve people came.",
    ],
  },
  {
    by: 1,
    openings: [
      "How many stars for {film}?",
      "I drew you a map of that street, by the way.",
      "We should write these down.",
    ],
    endings: [
      "",
      "I am serious.",
      "Where is the notebook?",
      "Answer tomorrow, sleep first.",
      "Four weeks in a row now.",
    ],
  },
  {
    by: 0,
    openings: [
      "No stars. One chair out of one.",
      "Number {number} in the notebook.",
      "That makes {number}. We are serious people.",
    ],
    endings: [
      "Sleep well.",
      "Your turn next.",
      "Text me when the tram has brought you home.",
      "I will not say a word.",
    ],
  },
];

/** A conversation long enough to scroll in: two people who watch a film every Sunday and take turns in choosing it. */
export function filmClub<Who>(first: Who, second: Who): (readonly [Who, string])[] {
  return FILMS.flatMap((film, week) => {
    const pair = week % 2 === 0 ? ([first, second] as const) : ([second, first] as const);
    return TALK.map(({ by, openings, endings }) => {
      const text = `${openings[week % openings.length]} ${endings[week % endings.length]}`.trim();
      return [pair[by], text.replace("{film}", film).replace("{number}", String(week + 1))] as const;
    });
  });
}
