import type { Auth } from "./auth.ts";

/**
 * Sessions that one person may have: every browser and program that signed in and never out holds one for a week. Fifty
 * are more than anybody owns, and few enough to list and to end in one go.
 */
const SESSIONS_MAX = 50;
/** What is ended at a time; what is left beyond goes with the next one that begins. */
const ENDED_AT_ONCE = 50;

/**
 * Ends what a person has beyond that, first what was not in use for longest: whoever signs in gets in, as people expect,
 * and a device that was forgotten goes before one that is used.
 */
export async function endSurplusSessions(auth: Auth, userId: string): Promise<void> {
  const { adapter, internalAdapter } = await auth.$context;
  const surplus = await adapter.findMany<{ token: string }>({
    model: "session",
    where: [{ field: "userId", value: userId }],
    sortBy: { field: "updatedAt", direction: "desc" },
    offset: SESSIONS_MAX,
    limit: ENDED_AT_ONCE,
  });
  if (surplus.length > 0) await internalAdapter.deleteSessions(surplus.map(({ token }) => token));
}
