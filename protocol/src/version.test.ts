import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { PROTOCOL_VERSION } from "./version.ts";

/** The contract that each version stands for. */
const PINNED: Record<number, string> = { 1: "d6bd8ec16e52d1de" };

/** A schema as JSON Schema, a table of schemas entry by entry, a constant as it is; functions say nothing on the wire. */
function describeExport(exported: unknown): unknown {
  if (exported instanceof z.ZodType)
    return z.toJSONSchema(exported, { io: "input", unrepresentable: "any", cycles: "ref" });
  if (typeof exported === "function") return undefined;
  if (typeof exported !== "object" || exported === null) return exported;
  return Object.fromEntries(Object.entries(exported).map(([name, value]) => [name, describeExport(value)]));
}

/** Everything that protocol/src exports: values as they are at run time, and types, which are all there is of `down`. */
async function contract(): Promise<Record<string, unknown>> {
  const described: Record<string, unknown> = {};
  for (const file of readdirSync(import.meta.dirname).sort()) {
    if (file.endsWith(".test.ts")) continue;
    const path = join(import.meta.dirname, file);
    described[`${file} types`] = declaredTypes(readFileSync(path, "utf8"));
    const exports: object = await import(pathToFileURL(path).href);
    for (const [name, exported] of Object.entries(exports))
      if (name !== "PROTOCOL_VERSION") described[`${file} ${name}`] = describeExport(exported);
  }
  return described;
}

/** The text of the exported interfaces and types, without comments and layout. */
function declaredTypes(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "");
  return (
    code.match(/^export (interface|type) [\s\S]*?(?=^(export|const|function|import) |$(?![\s\S]))/gm) ?? []
  ).map((text) => text.replace(/\s+/g, " ").trim());
}

test("nobody changes the wire contract by accident: each version pins all of it", async () => {
  const described = await contract();
  expect(described).toHaveProperty(["models.ts Message", "properties", "seq"]);
  expect(described["down.ts types"]).toContainEqual(expect.stringContaining("interface Receipt"));
  expect(described).toHaveProperty(["up.ts up", "send-message", "properties", "content"]);

  const hash = createHash("sha256").update(JSON.stringify(described)).digest("hex").slice(0, 16);
  expect(
    hash,
    "The contract has changed. If an older client cannot ignore the change, raise PROTOCOL_VERSION and say why in its " +
      "history. Then pin the new hash here and bring protocol/SPEC.md up to date.",
  ).toBe(PINNED[PROTOCOL_VERSION]);
});
