import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../stats/seeded-random.ts";
import type { Contender, Conversation, Person, Population } from "./contender.ts";
import { inParallel } from "./in-parallel.ts";
import { ServerProcess } from "./server-process.ts";

export interface PopulationSize {
  /** even */
  people: number;
  conversations: number;
}

const SIGN_UPS_AT_ONCE = 4;
const MATCHES_AT_ONCE = 32;

/** A data directory in which everybody has signed up and matched. Each start gets a copy, so no round inherits another's messages. */
export class Template {
  readonly contender: Contender;
  readonly population: Population;
  readonly #directory: string;

  private constructor(contender: Contender, population: Population, directory: string) {
    this.contender = contender;
    this.population = population;
    this.#directory = directory;
  }

  static async make(contender: Contender, size: PopulationSize): Promise<Template> {
    const directory = await mkdtemp(join(tmpdir(), `bench-${contender.name}-`));
    const server = await ServerProcess.start({ ...contender, directory });
    try {
      const population = await populate(contender, server.url, size);
      await server.stop();
      return new Template(contender, population, directory);
    } finally {
      await server.stop("SIGKILL");
    }
  }

  /** A copy of the directory; whoever asks for it removes it. */
  async copy(): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), `bench-${this.contender.name}-`));
    await cp(this.#directory, directory, { recursive: true });
    return directory;
  }

  /** Starts a server on a copy that goes with it. */
  async start(how: { prefix: readonly string[]; nodeArguments?: readonly string[] }): Promise<ServerProcess> {
    const directory = await this.copy();
    return ServerProcess.start({ ...this.contender, directory, removeDirectory: true, ...how });
  }

  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true });
  }
}

async function populate(contender: Contender, url: string, size: PopulationSize): Promise<Population> {
  const numbers = Array.from({ length: size.people }, (_, number) => number);
  const people = await inParallel(numbers, SIGN_UPS_AT_ONCE, (number) => contender.signUp(url, number));
  const pairs = choosePairs(size);
  const conversations = await inParallel(pairs, MATCHES_AT_ONCE, async (members): Promise<Conversation> => {
    const [one, other] = members.map((place) => people[place]);
    if (one === undefined || other === undefined) throw new RangeError("A pair beyond the population");
    return { matchId: await contender.match(url, one, other), members };
  });
  return { people, conversations };
}

/** Neighbours first, so that everybody is in exactly one of them; then random pairs, none twice. */
function choosePairs({ people, conversations }: PopulationSize): [number, number][] {
  const pairs: [number, number][] = [];
  for (let first = 0; first + 1 < people; first += 2) pairs.push([first, first + 1]);
  const taken = new Set(pairs.map(String));
  const random = seededRandom(1);
  while (pairs.length < conversations) {
    const one = Math.floor(random() * people);
    const other = Math.floor(random() * people);
    const pair: [number, number] = [Math.min(one, other), Math.max(one, other)];
    if (one === other || taken.has(String(pair))) continue;
    taken.add(String(pair));
    pairs.push(pair);
  }
  return pairs;
}

/** Who someone is, by their place in the population. */
export function personAt(population: Population, place: number): Person {
  const person = population.people[place];
  if (person === undefined) throw new RangeError(`Nobody at place ${place}`);
  return person;
}
