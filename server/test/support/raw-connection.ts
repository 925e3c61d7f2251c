import { connect } from "node:net";

interface Target {
  port: number;
  /** address of this machine from which the connection comes */
  from?: string;
}

/** Sends these bytes, whatever they are, and answers everything that comes back until the server closes. */
export function sendBytes({ port, from }: Target, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(
      { port, host: "127.0.0.1", ...(from !== undefined && { localAddress: from }) },
      () => socket.write(bytes),
    );
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      answer += text;
    });
    // A server that refuses while it is still being written to may reset the connection: its answer came before.
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
    socket.on("close", () => resolve(answer));
  });
}
