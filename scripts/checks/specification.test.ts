import { errors } from "@duologue/protocol/errors";
import * as limits from "@duologue/protocol/limits";
import { up } from "@duologue/protocol/up";
import { expect, test } from "vitest";
import { socketLimits } from "../../server/src/sockets/socket-limits.ts";
import { openTestServer } from "./open-test-server.ts";
import { codeIn, ownFiles, readText, tableRows } from "./repository.ts";

const specification = readText("protocol/SPEC.md");

test("SPEC lists the errors as they are", () => {
  const rows = tableRows(specification, ["Code", "Status", "Retryable", ""]);
  expect(rows).toEqual(
    Object.entries(errors).map(([code, { status, retryable, title }]) => [
      `\`${code}\``,
      String(status),
      retryable ? "yes" : "no",
      title,
    ]),
  );
});

test("SPEC lists the calls as the server has them", async () => {
  await using server = await openTestServer();
  const rows = tableRows(specification, ["Call", "Answer"]);
  const calls = rows.map(([call = ""]) => codeIn(call)[0]?.split("?")[0]);
  const served = server.routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(calls.sort()).toEqual(served.sort());
});

test("SPEC lists what clients and server say on a socket", () => {
  const said = tableRows(specification, ["Client → server", "Argument", "Acknowledged with"]);
  expect(said.map(([name]) => name)).toEqual(Object.keys(up).map((name) => `\`${name}\``));

  const source = readText("protocol/src/down.ts");
  const down = /^export interface Down \{([\s\S]*?)^\}/m.exec(source)?.[1] ?? "";
  const names = [...down.matchAll(/^ {2}"?([\w-]+)"?:/gm)].map((match) => `\`${match[1]}\``);
  expect(names).toContain("`new-message`");
  expect(tableRows(specification, ["Server → client", "Argument", "To"]).map(([name]) => name)).toEqual(
    names,
  );
});

test("G14 SPEC names the limits as they are", () => {
  const stated = new Map(
    tableRows(specification, ["What", "Limit"]).map(([what = "", limit = ""]) => [what, limit]),
  );
  const numbers = (what: string) => (stated.get(what)?.match(/\d+/g) ?? []).map(Number);
  expect(numbers("Content of a message")).toEqual([
    1,
    limits.CONTENT_MAX_CODE_POINTS,
    limits.CONTENT_MAX_BYTES,
  ]);
  expect(numbers("Name")).toEqual([1, limits.NAME_MAX_GRAPHEMES]);
  expect(numbers("Bio")).toEqual([limits.BIO_MAX_CODE_POINTS]);
  expect(numbers("JSON body, socket packet")).toEqual([limits.BODY_MAX_BYTES]);
  expect(numbers("Socket packet that sends no message")).toEqual([socketLimits.otherPacketBytes]);
  expect(numbers("What the sockets of one person send")).toEqual([
    socketLimits.inboundBytes.burst,
    socketLimits.inboundBytes.perSecond,
  ]);
  expect(numbers("Page of people, matches or messages")).toEqual([1, limits.PAGE_MAX, limits.PAGE_DEFAULT]);
  expect(numbers("Page of events")).toEqual([1, limits.EVENTS_PAGE_MAX]);
  expect(numbers("Texts on one page of messages or events")).toEqual([limits.PAGE_TEXT_MAX]);
  expect(numbers("Sockets of one person")).toEqual([
    socketLimits.socketsPerUser,
    socketLimits.connectsPerUserAndMinute,
  ]);
  expect(numbers("Events of one socket")).toEqual([socketLimits.events.burst, socketLimits.events.perSecond]);
  expect(numbers("Conversations joined by one socket")).toEqual([socketLimits.conversationsPerSocket]);
});

/** Promises that no test proves yet, each with the reason. */
const LATER: Record<string, string> = {};

test("every promise of SPEC is proved by the tests that it names, and by at least one", () => {
  const sections = specification.split(/^### (?=G\d)/m).slice(1);
  expect(sections.map((section) => section.split(" ")[0])).toEqual(
    Array.from({ length: 16 }, (_, index) => `G${index + 1}`),
  );
  for (const section of sections) {
    const [id = ""] = section.split(" ", 1);
    if (id in LATER) continue;
    const line = /^Tested in ([\s\S]*?)\.\n(\n|$)/m.exec(section)?.[1] ?? "";
    const named = codeIn(line.replaceAll("\n", " "));
    expect(named, `${id} names its tests`).not.toEqual([]);
    for (const path of named) expect(promisesIn(path), `${path} quotes ${id}`).toContain(id);
  }
});

test("tests quote promises that exist", () => {
  for (const path of ownFiles("{app,components,lib,protocol,server,scripts,e2e}/**/*.{test,spec}.{ts,tsx}"))
    for (const id of promisesIn(path)) expect(Number(id.slice(1)), `${path}: ${id}`).toBeLessThanOrEqual(16);
});

/** The promises that strings of a file quote, which in a test are its titles. */
function promisesIn(path: string): string[] {
  const strings = readText(path).match(/"[^"\n]*"|'[^'\n]*'|`[^`]*`/g) ?? [];
  return strings.flatMap((text) => text.match(/\bG\d{1,2}\b/g) ?? []);
}
