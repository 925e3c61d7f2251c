import { parseArgs } from "node:util";

export interface Options {
  /** ids of cases; undefined: all */
  only: readonly string[] | undefined;
  long: boolean;
  /** how often each case runs, each time with another seed */
  seeds: number;
  firstSeed: number;
  kills: number | undefined;
  /** cases that run side by side: most of the time a case waits */
  atOnce: number;
}

/** In the long form each case has the machine to itself. */
const AT_ONCE = { short: 4, long: 1 };

/** @throws Error with a sentence for an argument that it does not know */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      long: { type: "boolean", default: false },
      seeds: { type: "string" },
      seed: { type: "string" },
      kills: { type: "string" },
      "at-once": { type: "string" },
    },
  });
  const only = values.only?.split(",");
  const unknown = only?.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`--only: ${unknown} is none of ${known.join(", ")}`);
  return {
    only,
    long: values.long,
    seeds: wholeNumber("seeds", values.seeds) ?? 1,
    firstSeed: wholeNumber("seed", values.seed) ?? 1,
    kills: wholeNumber("kills", values.kills),
    atOnce: wholeNumber("at-once", values["at-once"]) ?? (values.long ? AT_ONCE.long : AT_ONCE.short),
  };
}

/** A case that takes longer hangs: many times what the slowest takes, and what each kill and seed may add. */
export function caseMinutes({ long, seeds, kills = 0 }: Options): number {
  return seeds * ((long ? 30 : 10) + kills / 6);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number above 0`);
  return Number(text);
}
