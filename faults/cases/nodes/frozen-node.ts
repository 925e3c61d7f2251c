import { setTimeout as delay } from "node:timers/promises";
import { TestClient } from "../../../server/test/support/test-client.ts";
import { waitUntil } from "../../workload/wait-until.ts";
import { hold } from "../hold.ts";
import type { Story } from "./story.ts";

/** In short not so long that everybody has gone elsewhere, in milliseconds. */
const FROZEN = { short: 8_000, long: 40_000 };

/** G13 says 5 s; a machine that does much else may take longer. */
const CUT_MS = 15_000;

export const frozenNode: Story = {
  id: "F09",
  fault: "one of three nodes freezes, and thaws",
  how: "SIGSTOP and SIGCONT; meanwhile the session of a socket on it ends on another node",
  expected:
    "what it still wanted to write meets the unique keys, and a socket whose session ended meanwhile is cut (G13)",
  async happens(world, long) {
    const { deployment, pair } = world;
    const [other, , frozen] = deployment.nodes;
    const session = await pair.people[0].signInAgain();
    await using socket = await TestClient.connect(frozen.server.url, {
      token: session.token,
      transports: ["websocket"],
    });
    await socket.accepted("join-conversation", pair.match);
    frozen.server.signal("SIGSTOP");
    const ended = await session.at(other.server.url).request("POST", "/api/auth/sign-out", {});
    hold(ended.ok, `a sign-out was answered with ${ended.status}`);
    await delay(long ? FROZEN.long : FROZEN.short);
    frozen.server.signal("SIGCONT");
    await waitUntil(() => !socket.socket.connected, { within: CUT_MS, what: "the socket is cut" });
    return "the socket of the ended session was cut";
  },
};
