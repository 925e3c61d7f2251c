import { createDomain } from "../../server/src/domain/domain.ts";
import { nobodyElsewhere } from "../../server/src/domain/nobody-elsewhere.ts";
import { openMemoryStore } from "../../server/test/support/memory-store.ts";
import type { Stage } from "../stage.ts";
import { SmallCache } from "../world/small-cache.ts";

/** People who have matched and have talked before: written into the store by a node that knows no fault. */
export async function begin({ world, plan, population }: Stage): Promise<void> {
  const { data, random, history, epochStart } = world;
  const clock = { now: () => epochStart, after: () => () => {} };
  const domain = createDomain({
    store: openMemoryStore({ clock, data }),
    fanout: { toConversation() {}, toPerson() {}, emptyConversation() {} },
    whereabouts: nobodyElsewhere,
    clock,
    random,
    makeCache: () => new SmallCache(10),
    onError: (error) => {
      throw error;
    },
  });
  for (const { userId } of plan.people)
    await domain.people.register({ id: userId, name: userId, image: null });
  for (const [n, [one, other]] of plan.pairs.entries()) {
    await domain.people.like(one, other);
    const { answer } = await domain.people.like(other, one);
    if (!answer.matched) throw new Error(`${one} and ${other} like each other`);
    const matchId = answer.match.id;
    history.settle();
    for (let told = 1; told <= (plan.history[n] ?? 0); told += 1) {
      const userId = random.pick([one, other]);
      const content = `${matchId} before ${told}`;
      const clientMessageId = random.id();
      const composed = { userId, device: "before", tab: "before", matchId, content };
      history.record({ kind: "composed", composed });
      history.record({ kind: "kept", content });
      const attempt = { id: history.nextAttempt(), userId, matchId, content, clientMessageId };
      history.record({ kind: "attempted", attempt });
      await domain.conversations.send(userId, { matchId, content, clientMessageId });
      history.settle();
    }
  }
  await domain.stop();
  population.open(plan);
}
