import { createClient } from "redis";

/** Times in milliseconds. */
const CONNECT_WITHIN = 2_000;
/** Longer than the time between two heart-beats: it ends a handshake that is not answered. */
const SILENCE_MAX = 3_000;
/** Commands that wait for an answer at a time; at 500 ms for each, 20 000 a second. More are refused at once. */
const UNANSWERED_MAX = 10_000;

export type RedisClient = ReturnType<typeof makeRedisClient>;

/**
 * A client for one connection: it keeps nothing for later and does not come back by itself, so that what was said
 * before an outage is not heard after it.
 */
export function makeRedisClient(url: string) {
  return createClient({
    url,
    name: "duologue",
    disableOfflineQueue: true,
    // The library's own: a signal with a timer for each command, which ends only the wait to be written. See RedisLink.
    commandOptions: { timeout: 0 },
    commandsQueueMaxLength: UNANSWERED_MAX,
    maintNotifications: "disabled",
    socket: { connectTimeout: CONNECT_WITHIN, socketTimeout: SILENCE_MAX, reconnectStrategy: false },
  });
}
