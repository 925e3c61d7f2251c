import { expect, test } from "vitest";
import { scratchDeployment } from "./support/two-nodes.ts";

const { startTwo } = scratchDeployment();

test("G15 F55 a node that stops says so first, and goes on taking requests until a balancer can know", async () => {
  await using nodes = await startTwo();
  const { alice, matchId } = await nodes.one.signUpPair();
  const stopped = nodes.one.stop();
  expect((await nodes.one.fetch("/readyz")).status).toBe(503);
  expect(await alice.send(matchId, "on a new connection")).toMatchObject({ seq: 1 });
  await stopped;
  expect(await alice.at(nodes.other.url).get(`/api/messages/${matchId}`)).toMatchObject({ head: 1 });
});
