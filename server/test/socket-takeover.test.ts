import { beforeAll, describe, expect, test } from "vitest";
import { socketLimits } from "../src/sockets/socket-limits.ts";
import { expectAlive, metrics } from "./support/expect-alive.ts";
import { limitedServer } from "./support/limited-server.ts";
import { RawClient } from "./support/raw-client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";
import type { TestServer } from "./support/test-server.ts";

const server = sharedServer();
let pair: Awaited<ReturnType<TestServer["signUpPair"]>>;
beforeAll(async () => {
  pair = await server().signUpPair();
});

/** A connection that polls, without a session. */
async function poll({ url }: TestServer): Promise<string> {
  const answer = await (await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).text();
  return `&sid=${JSON.parse(answer.slice(1)).sid}`;
}

describe("a WebSocket that names a connection", () => {
  test("A079 A104 never takes the place of another WebSocket, before a session and after", async () => {
    const { token } = await server().signUp();
    await using client = await RawClient.open(server().url);
    const { sid } = JSON.parse((await client.frame((text) => text.startsWith("0{"))).slice(1));
    const takeOver = () => RawClient.open(server().url, { query: `&sid=${sid}` });
    await expect(takeOver()).rejects.toThrow("400");
    client.send(`40${JSON.stringify({ token })}`);
    await client.frame((text) => text.startsWith("40{"));
    await expect(takeOver()).rejects.toThrow("400");
    client.send('420["join",1]');
    await client.frame((text) => text.startsWith("430"));
    await expectAlive(server(), pair);
  });

  test("A079 tries once to take the place of polling", async () => {
    const query = await poll(server());
    await using probing = await RawClient.open(server().url, { query });
    await expect(RawClient.open(server().url, { query })).rejects.toThrow("400");
    probing.send("nonsense");
    await probing.closed;
    await expect(RawClient.open(server().url, { query })).rejects.toThrow("400");
    await expect(RawClient.open(server().url, { query: `${query}&transport=polling` })).rejects.toThrow(
      "400",
    );
  });

  test("A104 is guarded from its first frame on", async () => {
    await using crowd = await limitedServer();
    await using probing = await RawClient.open(crowd.server.url, { query: await poll(crowd.server) });
    probing.send("2probe");
    await probing.frame((text) => text === "3probe");
    for (let count = 0; count <= socketLimits.frames.burst; count += 1) probing.webSocket.ping();
    await probing.closed;
    expect(await metrics(crowd.server)).toContain('duologue_socket_cuts_total{reason="flood"} 1');
    await expectAlive(crowd.server, crowd);
  });
});

test("A019 bytes that are no UTF-8 are refused over long polling too, and nothing is stored", async () => {
  const { alice, matchId } = await server().signUpPair();
  await using client = await TestClient.connect(server().url, {
    token: alice.token,
    transports: ["polling"],
  });
  const path = `/socket.io/?EIO=4&transport=polling&sid=${client.socket.io.engine.id}`;
  const [before, after] = [
    `42["send-message",{"matchId":"${matchId}","content":"A`,
    '","clientMessageId":"12345678"}]',
  ];
  for (const wrong of [
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x9f, 0x98],
  ]) {
    const body = Buffer.concat([Buffer.from(before), Buffer.from(wrong), Buffer.from(after)]);
    expect((await server().fetch(path, { method: "POST", body })).status).toBe(400);
    // Nor does it matter to whom it is addressed.
    expect((await server().fetch(`${path}x`, { method: "POST", body })).status).toBe(400);
  }
  const { messages } = await alice.get<{ messages: unknown[] }>(`/api/messages/${matchId}`);
  expect(messages).toEqual([]);
});
