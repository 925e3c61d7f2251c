import { expect, type Locator, type Page } from "@playwright/test";
import { transcript } from "./messages-page.ts";
import type { Person } from "./person.ts";
import type { Fixtures } from "./test.ts";

/** Texts of different lengths, each known by its number: "Message 7 and more words …". */
export function numbered(count: number, from = 1): string[] {
  return Array.from(
    { length: count },
    (_, index) => `Message ${index + from}${" and more words".repeat(index % 9)}`,
  );
}

/** Two people with a past; Maya has read it all. Answers the match's id. */
export async function withHistory(people: { maya: Person; jonas: Person; count: number }): Promise<string> {
  const { maya, jonas, count } = people;
  const matchId = await maya.matchWith(jonas);
  await jonas.sendAll(matchId, numbered(count));
  await maya.account.call("POST", `/api/matches/${matchId}/read`, { seq: count });
  return matchId;
}

/** Opens a conversation by its address; answers its messages once some are there. */
export async function openThread(page: Page, matchId: string, peer: Person): Promise<Locator> {
  await page.goto(`/messages?with=${matchId}`);
  const log = transcript(page, peer);
  await expect(log.getByRole("listitem").first()).toBeAttached();
  return log;
}

/** Maya at her conversation with Jonas, of which she has read all. */
export async function openHistory({ signUp, open }: Pick<Fixtures, "signUp" | "open">, count: number) {
  const [maya, jonas] = await signUp("Maya", "Jonas");
  const matchId = await withHistory({ maya, jonas, count });
  const page = await open(maya);
  return { jonas, matchId, page, log: await openThread(page, matchId, jonas) };
}
