import type { EventsPage } from "@duologue/protocol/http";
import { Person } from "../../server/test/support/person.ts";
import { quantile } from "../stats/quantile.ts";
import type { Deployment } from "./deployment.ts";

const SENDS_PER_NODE = 100;

/** Everybody writes into one conversation at once, over two nodes (F59). */
export async function hotConversation({ nodes }: Deployment): Promise<{
  /** answers with another status than 201 */
  refused: number;
  p99: number;
}> {
  const [one, other] = nodes;
  const alice = await Person.signUp(one.url, { name: "Alice", email: "alice@example.org" });
  const bob = await Person.signUp(one.url, { name: "Bob", email: "bob@example.org" });
  const matchId = await alice.matchWith(bob);
  const senders = [alice, bob.at(other.url)];
  const answers = await Promise.all(
    Array.from({ length: SENDS_PER_NODE }, (_, n) =>
      senders.map((sender) => timed(sender, matchId, n)),
    ).flat(),
  );
  const taken = answers.filter(({ status }) => status === 201).length;
  await requireGapless(alice, matchId, taken);
  return {
    refused: answers.length - taken,
    p99: quantile(
      answers.map(({ took }) => took),
      0.99,
    ),
  };
}

async function timed(sender: Person, matchId: string, n: number): Promise<{ status: number; took: number }> {
  const begun = performance.now();
  const response = await sender.request("POST", `/api/messages/${matchId}`, { content: `number ${n}` });
  await response.arrayBuffer();
  return { status: response.status, took: performance.now() - begun };
}

/** @throws when a message that was acknowledged is missing, or a number */
async function requireGapless(person: Person, matchId: string, atLeast: number): Promise<void> {
  let after = 0;
  for (;;) {
    const page = await person.get<EventsPage>(`/api/messages/${matchId}/events?after=${after}&limit=200`);
    if ("reset" in page) throw new Error("A log from the beginning is never reset.");
    for (const { seq } of page.events) if (seq !== ++after) throw new Error(`There is no number ${after}.`);
    if (!page.hasMore) break;
  }
  if (after < atLeast) throw new Error(`${atLeast} were acknowledged, ${after} are there.`);
}
