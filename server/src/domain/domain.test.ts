import { expect, test } from "vitest";
import { matched, testDomain } from "../../test/support/test-domain.ts";

test("G15 stopping cancels every timer and waits for what is under way", async () => {
  let latency = 0;
  const domain = testDomain({ faults: { latency: () => latency } });
  const matchId = await domain.clock.run(matched(domain));
  domain.presence.connected("ann", () => {});
  domain.presence.disconnected("ann");
  await domain.typing.signal("ann", matchId, true);
  await domain.idle();
  latency = 30;
  await domain.clock.run(domain.conversations.send("ann", { matchId, content: "hello" }));
  let stopped = false;
  const stopping = domain.stop().then(() => {
    stopped = true;
  });
  expect(stopped).toBe(false);
  await domain.clock.run(stopping);
  expect(domain.fanout.said("new-notification", "bob")).toHaveLength(1);
  expect(domain.clock.pending).toBe(0);
});
