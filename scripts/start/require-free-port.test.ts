import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { requireFreePort } from "./require-free-port.ts";

test("a port in use is a sentence that names it and the variable; once it is free there is no complaint", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  await expect(requireFreePort("127.0.0.1", port, "WEB_PORT")).rejects.toThrow(
    new RegExp(`^Port ${port} is already in use\\. .*WEB_PORT=${port + 10} npm start$`),
  );

  server.close();
  await once(server, "close");
  await requireFreePort("127.0.0.1", port, "WEB_PORT");
});

test("an address that is not ours is said to be the problem", async () => {
  await expect(requireFreePort("192.0.2.1", 5001, "PORT")).rejects.toThrow(
    /^Cannot listen at 192\.0\.2\.1 \(HOST\)/,
  );
});
