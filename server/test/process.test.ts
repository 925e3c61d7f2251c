import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { beginSending } from "./support/begin-sending.ts";
import { Person } from "./support/person.ts";
import { ServerProcess } from "./support/server-process.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Every test starts processes, and a busy machine takes seconds for each. */
describe("the process", { timeout: 60_000 }, () => {
  test("says where it listens, in one line whatever the level, and stops on SIGTERM", async () => {
    using directory = temporaryDirectory();
    await using server = new ServerProcess({ DATA_DIR: directory.path, LOG_LEVEL: "fatal" });
    const url = await server.ready();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    server.signal("SIGTERM");
    expect(await server.exited()).toBe(0);
    expect(server.lines).toHaveLength(1);
    expect(server.errors).toBe("");
  });

  test("keeps what is private for its owner", async () => {
    using directory = temporaryDirectory();
    const data = join(directory.path, "data");
    await using server = new ServerProcess({ DATA_DIR: data });
    await server.ready();
    const files = readdirSync(data);
    expect(files).toEqual(expect.arrayContaining(["secrets.json", "auth.db", "auth.db-wal"]));
    expect(mode(data)).toBe("700");
    expect(files.filter((file) => mode(join(data, file)) !== "600")).toEqual([]);
    server.signal("SIGINT");
    expect(await server.exited()).toBe(0);
  });

  test("says loudly that limits are off", async () => {
    using directory = temporaryDirectory();
    await using server = new ServerProcess({ DATA_DIR: directory.path });
    await server.ready();
    expect(
      server.lines.filter((line) => line.includes('"warn"') && line.includes("RATE_LIMITS=off")),
    ).toHaveLength(1);
  });

  test("names every mistake in its configuration and does not start", async () => {
    using directory = temporaryDirectory();
    await using server = new ServerProcess({
      DATA_DIR: directory.path,
      PORT: "secret1",
      LOG_LEVEL: "secret2",
    });
    expect(await server.exited()).toBe(1);
    expect(server.errors).toMatch(/PORT must be.*LOG_LEVEL must be/s);
    expect(server.errors).not.toContain("secret");
    expect(server.lines).toEqual([]);
  });

  test("does not start where no data directory can be made", async () => {
    await using server = new ServerProcess({ DATA_DIR: "/proc/nope" });
    expect(await server.exited()).toBe(1);
    expect(server.lines.join("\n")).toContain("DATA_DIR must be a directory");
  });

  test("does not start on the data of another, and does the other no harm (G15)", async () => {
    using directory = temporaryDirectory();
    await using first = new ServerProcess({ DATA_DIR: directory.path });
    const url = await first.ready();
    await using second = new ServerProcess({ DATA_DIR: directory.path });
    expect(await second.exited()).toBe(1);
    expect(second.lines.join("\n")).toContain("could not start");
    const alice = await Person.signUp(url, { name: "Alice", email: "alice@example.org" });
    expect((await alice.me()).name).toBe("Alice");
  });

  test("does not start where another listens", async () => {
    using directory = temporaryDirectory();
    using other = temporaryDirectory();
    await using first = new ServerProcess({ DATA_DIR: directory.path });
    const { port } = new URL(await first.ready());
    await using second = new ServerProcess({ DATA_DIR: other.path, PORT: port });
    expect(await second.exited()).toBe(1);
    expect(second.lines.join("\n")).toContain("EADDRINUSE");
  });

  test("is not held by a request that never ends when it is told twice to stop", async () => {
    using directory = temporaryDirectory();
    await using server = new ServerProcess({ DATA_DIR: directory.path });
    const url = await server.ready();
    const alice = await Person.signUp(url, { name: "Alice", email: "alice@example.org" });
    const { socket } = await beginSending({
      port: Number(new URL(url).port),
      token: alice.token,
      matchId: "any",
    });
    socket.on("error", () => {});
    const stopping = server.said("stopping");
    server.signal("SIGTERM");
    await stopping;
    server.signal("SIGTERM");
    expect(await server.exited()).toBe(1);
  });

  test("keeps everything over a restart, sessions too (G1 G15)", async () => {
    using directory = temporaryDirectory();
    await using first = new ServerProcess({ DATA_DIR: directory.path });
    const url = await first.ready();
    const alice = await Person.signUp(url, { name: "Alice", email: "alice@example.org" });
    const bob = await Person.signUp(url, { name: "Bob", email: "bob@example.org" });
    const matchId = await alice.matchWith(bob);
    const sent = await alice.send(matchId, "hello");
    first.signal("SIGKILL");
    expect(await first.exited()).toBeNull();
    await using second = new ServerProcess({ DATA_DIR: directory.path });
    const headers = { Authorization: `Bearer ${bob.token}` };
    const response = await fetch(`${await second.ready()}/api/messages/${matchId}`, { headers });
    expect(await response.json()).toMatchObject({ messages: [sent] });
  });
});
