import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { textFrame } from "./text-frame.ts";

/** What the library's client hears when its server's stream carries these bytes. */
async function heard(bytes: Buffer, count: number): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
  server.on("connection", (_socket, request) => request.socket.write(bytes));
  const client = new WebSocket(`ws://localhost:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    client.terminate();
    server.close();
  });
  const texts: string[] = [];
  client.on("message", (data, isBinary) => texts.push(isBinary ? "binary" : data.toString()));
  await vi.waitUntil(() => texts.length === count);
  return texts;
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  "a text of %i bytes arrives as it was",
  async (length) => {
    const text = "x".repeat(length);
    expect(await heard(textFrame(text), 1)).toStrictEqual([text]);
  },
);

test("texts that follow each other in one write stay apart, and their length is counted in bytes", async () => {
  const texts = ["é".repeat(63), "", "👩‍👩‍👧 ﷽", "日本語".repeat(30_000)];
  const frames = texts.flatMap((text) => [textFrame(text), textFrame(Buffer.from(text))]);
  expect(await heard(Buffer.concat(frames), frames.length)).toStrictEqual(
    texts.flatMap((text) => [text, text]),
  );
});
