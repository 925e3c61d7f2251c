import type { MatchesPage, SyncAnswer } from "@duologue/protocol/http";
import { describe, expect, test } from "vitest";
import type { ChatContext } from "./chat-context.ts";
import { noCounts } from "./chat-counters.ts";
import { ChatModel } from "./chat-model.ts";
import { ListLoader } from "./list-loader.ts";
import type { Outcome } from "./outcome.ts";
import { Scope } from "./scope.ts";
import { MemoryStorage } from "./storage-memory.ts";
import { LogServer } from "./support/log-server.ts";
import { LossyLink } from "./support/lossy-link.ts";
import { match, me } from "./support/sample.ts";
import { SeededRandom } from "./support/seeded-random.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

type Page = Outcome<MatchesPage>;

/** A loader whose questions are answered by the test. */
function loader() {
  const clock = new VirtualClock();
  const random = new SeededRandom(1);
  const model = new ChatModel(me("ann"), () => {});
  const pages: ((page: Page) => void)[] = [];
  const syncs: ((answer: Outcome<SyncAnswer>) => void)[] = [];
  const asked = <T>(waiting: ((answer: T) => void)[]) => {
    const { promise, resolve } = Promise.withResolvers<T>();
    waiting.push(resolve);
    return promise;
  };
  const link = new LossyLink({ server: new LogServer(), clock, random });
  const context: ChatContext = {
    model,
    scope: new Scope(clock),
    clock,
    random,
    device: { visible: () => true, online: () => true, onChange: () => () => {} },
    api: { ...link.api("ann"), matches: () => asked(pages), sync: () => asked(syncs) },
    storage: new MemoryStorage(),
    counters: noCounts(),
    emit: async () => undefined,
    tell: () => {},
    leading: () => true,
  };
  const list: ListLoader = new ListLoader(context, {
    told: (one) => void model.putMatch(one),
    reset: () => {
      model.matches.clear();
      model.epoch = undefined;
      list.forget();
    },
    consistent: () => {},
  });
  return { list, model, pages, syncs };
}

const page = (id: string, nextCursor: string | null = null): Page => ({
  ok: true,
  value: { matches: [match({ id })], nextCursor, token: "token-1" },
});
const changes = (epoch: string): Outcome<SyncAnswer> => ({
  ok: true,
  value: { epoch, matches: [], token: "token-2", hasMore: false },
});

describe("a conversation list that is loaded anew", () => {
  test("takes nothing from answers to questions of before", async () => {
    const { list, model, pages, syncs } = loader();
    const first = list.step();
    pages.shift()?.(page("match-1", "more"));
    await first;
    const older = list.more();
    const change = list.step();
    list.forget();
    model.matches.clear();
    pages.shift()?.(page("match-of-before"));
    syncs.shift()?.(changes("epoch-of-before"));
    await Promise.all([older, change]);
    expect([model.matches.size, model.token, model.epoch, model.list.complete]).toEqual([
      0,
      undefined,
      undefined,
      false,
    ]);
  });

  test("G7 begins anew with another epoch", async () => {
    const { list, model, pages, syncs } = loader();
    list.restore({ matches: [match()], token: "token-0", epoch: "epoch-0", complete: true });
    const step = list.step();
    syncs.shift()?.(changes("epoch-1"));
    expect(await step).toEqual({ ok: true, value: { hasMore: true } });
    expect([model.matches.size, model.token]).toEqual([0, undefined]);
    const again = list.step();
    pages.shift()?.(page("match-2"));
    await again;
    expect([...model.matches.keys()]).toEqual(["match-2"]);
  });

  test("waits before it asks a server again that voids its own tokens", async () => {
    const { list, pages, syncs } = loader();
    list.restore({ matches: [], token: "token-0", epoch: "epoch-0", complete: true });
    const voided: Outcome<SyncAnswer> = { ok: true, value: { reset: true } };
    const step = list.step();
    syncs.shift()?.(voided);
    expect(await step).toMatchObject({ ok: true });
    const first = list.step();
    pages.shift()?.(page("match-1"));
    await first;
    const again = list.step();
    syncs.shift()?.(voided);
    expect(await again).toMatchObject({ ok: false, retry: true });
  });
});
