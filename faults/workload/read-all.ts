import type { EventsPage } from "@duologue/protocol/http";
import type { Sight } from "../history/entry.ts";
import { authorisedFetch } from "./authorised-fetch.ts";
import type { Observer } from "./recorded-api.ts";
import { sightOfEvent } from "./sights.ts";

/** A client that never saw the conversation reads it from its first event on. */
export async function readAll(
  match: string,
  { url, token, recorder, device, user }: Observer & { url: string; token: string },
): Promise<Sight[]> {
  const request = authorisedFetch(token);
  const log: Sight[] = [];
  for (let more = true; more; ) {
    const response = await request(`${url}/api/messages/${match}/events?after=${log.length}`);
    if (!response.ok) throw new Error(`reading all of ${match} was answered with ${response.status}`);
    const page = (await response.json()) as EventsPage;
    if ("reset" in page) throw new Error(`reading all of ${match} was answered with a reset`);
    const sights = page.events.map(sightOfEvent);
    recorder.note({ what: "paged", device, user, match, after: log.length, sights });
    log.push(...sights);
    more = page.hasMore;
  }
  return log;
}
