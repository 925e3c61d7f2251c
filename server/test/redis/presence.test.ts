import { expect, test } from "vitest";
import { connectTo, scratchDeployment } from "./support/two-nodes.ts";

const { startTwo } = scratchDeployment();

const online = (userId: string) => ({ userId, online: true, lastSeen: null });

test("who comes on one node is seen by their peer on the other, and sees them", async () => {
  await using nodes = await startTwo();
  const { alice, bob } = await nodes.one.signUpPair();
  await using near = await connectTo(nodes.one, alice);
  await using far = await connectTo(nodes.other, bob);
  expect(await near.next("presence")).toStrictEqual(online(bob.id));
  expect(await far.next("presence")).toStrictEqual(online(alice.id));
});

test("who leaves all nodes has gone, once the time to come back is over", { timeout: 60_000 }, async () => {
  await using nodes = await startTwo();
  const { alice, bob } = await nodes.one.signUpPair();
  await using watching = await connectTo(nodes.one, alice);
  for (const node of [nodes.one, nodes.other]) {
    await using _visit = await connectTo(node, bob);
    expect(await watching.next("presence")).toStrictEqual(online(bob.id));
  }
  // This takes longer than tests wait for what happens at once.
  const late = AbortSignal.timeout(45_000);
  const hasGone = () => watching.inbox.peek("presence").some((state) => !state.online);
  while (!hasGone() && !late.aborted) await watching.barrier();
  expect(await watching.next("presence", (state) => !state.online)).toMatchObject({ userId: bob.id });
});
