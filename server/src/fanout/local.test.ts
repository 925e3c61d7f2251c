import { Registry } from "prom-client";
import { describe, expect, test } from "vitest";
import { openLog } from "../log.ts";
import { createLocalFanout } from "./local.ts";

interface Emit {
  room: string;
  name: string;
  payload: unknown;
}

/** The rooms of a Socket.IO server, as far as the fan-out sees them. */
function listening(fails = false) {
  const emits: Emit[] = [];
  const emptied: string[] = [];
  const registry = new Registry();
  const rooms = {
    emit: (room: string, name: string, payload: unknown) => {
      if (fails) throw new Error("no socket takes this");
      emits.push({ room, name, payload });
    },
    empty: (room: string) => void emptied.push(room),
  };
  const fanout = createLocalFanout({ rooms, log: openLog("silent"), registry });
  const failures = async () =>
    (await registry.getSingleMetric("duologue_fanout_failures_total")?.get())?.values[0];
  return { fanout, emits, emptied, failures };
}

const typing = { matchId: "m1", userId: "ann", typing: true };

describe("local fan-out", () => {
  test("emits to exactly one room: the conversation's or the person's", () => {
    const { fanout, emits, emptied } = listening();
    fanout.toConversation("m1", "typing", typing);
    fanout.toPerson("ann", "presence", { userId: "bob", online: true, lastSeen: null });
    fanout.emptyConversation("m1");
    expect(emits.map(({ room, name }) => `${room} ${name}`)).toEqual(["match-m1 typing", "ann presence"]);
    expect(emptied).toEqual(["match-m1"]);
  });

  test("R9 a target that was lost on the way reaches nobody, and is counted", async () => {
    const { fanout, emits, emptied, failures } = listening();
    fanout.toConversation("", "typing", typing);
    fanout.toPerson("", "typing", typing);
    fanout.emptyConversation("");
    expect(emits).toEqual([]);
    expect(emptied).toEqual([]);
    expect(await failures()).toMatchObject({ value: 3 });
  });

  test("G9 a failure is counted and never the caller's", async () => {
    const { fanout, failures } = listening(true);
    expect(() => fanout.toConversation("m1", "typing", typing)).not.toThrow();
    expect(await failures()).toMatchObject({ value: 1 });
  });
});
