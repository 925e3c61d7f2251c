import type { Row } from "./row.ts";

/** The targets of the browser's side stand in the same table; other commands measure them, because they need Chromium or a build. */
export const browserRows: readonly Row[] = [
  {
    figure: "route JavaScript (gzip) / empty Next page",
    target: { better: "lower", must: 1.35, aim: 1.2 },
    note: "by `npm run check:bundle`, which holds it to a budget",
  },
  {
    figure: "prepending 50 messages: pixels by which the reading position moves",
    target: { better: "lower", must: 2, aim: 0 },
    note: "by `npm run bench:browser`",
  },
  {
    figure: "prepending 50 messages: main-thread work in ms",
    target: { better: "lower", must: 16, aim: 8 },
    note: "by `npm run bench:browser`",
  },
];
