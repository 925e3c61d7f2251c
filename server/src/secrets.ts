import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Made on the first start and kept for ever: whoever has them can sign in as anybody. */
const Secrets = z.strictObject({
  /** signs session cookies and bearer tokens */
  auth: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Secrets = z.infer<typeof Secrets>;

const OWNER_ONLY = 0o600;

/**
 * Reads the secrets of this data directory, or makes them. Only for the one process that owns the directory.
 * @throws Error when the file is there but cannot be used: new secrets would silently sign everybody out
 */
export function openSecrets(directory: string): Secrets {
  const path = join(directory, "secrets.json");
  const text = read(path);
  if (text === undefined) return make(path);
  const secrets = Secrets.safeParse(parsed(text));
  if (secrets.success) return secrets.data;
  throw new Error(`${path} is damaged. Restore it, or delete it: then everybody has to sign in again.`);
}

function read(path: string): string | undefined {
  try {
    const file = openSync(path, "r");
    try {
      // A restored copy may have lost its rights.
      fchmodSync(file, OWNER_ONLY);
      return readFileSync(file, "utf8");
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Complete or not there at all: a crash in between leaves only a file of another name. */
function make(path: string): Secrets {
  const secrets = { auth: randomBytes(32).toString("hex") };
  const unfinished = `${path}.${randomBytes(6).toString("hex")}`;
  const file = openSync(unfinished, "wx", OWNER_ONLY);
  try {
    writeSync(file, `${JSON.stringify(secrets)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  return secrets;
}
