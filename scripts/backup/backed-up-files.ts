/**
 * What a data directory has that cannot be made again. The log comes first: an account that is newer than the log is a
 * person who is added with their first request, but nobody is there without an account.
 */
export const DATABASES = ["duologue.db", "auth.db"] as const;
export const SECRETS = "secrets.json";

export const OWNER_ONLY = 0o600;
