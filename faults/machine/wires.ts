import { execFileSync, spawnSync } from "node:child_process";
import { onPath } from "../../scripts/services/on-path.ts";

/** One host and one wire for each purpose: a network of four addresses (/30) each, of which two are used. */
const PREFIX = "10.213";
const PURPOSES = ["clients", "redis", "mongo"] as const;
export type Purpose = (typeof PURPOSES)[number];

interface WireEnds {
  /** on this machine's side: where services are found, or where clients come from */
  here: string;
  /** on the node's side */
  there: string;
}

/**
 * A network namespace for one process, with a wire to this machine for each purpose: when a wire is cut, what is sent on
 * it is gone in both directions and nobody is told, as between machines. `using` removes all of it.
 */
export class Wires implements Disposable {
  readonly #name: string;
  readonly #number: number;
  /** also when the process is told to end before its time */
  readonly #remove = () => {
    for (const purpose of PURPOSES) {
      spawnSync("ip", ["route", "del", "blackhole", this.ends(purpose).there]);
      // The namespace would take them with it too, but only some time later.
      spawnSync("ip", ["link", "del", this.#device(purpose)]);
    }
    spawnSync("ip", ["netns", "del", this.#name]);
  };

  private constructor(number: number) {
    this.#number = number;
    this.#name = `duologue-${process.pid}-${number}`;
    process.once("exit", this.#remove);
  }

  /** @param number of the node, from 0, among those of this process */
  static lay(number: number): Wires {
    const wires = new Wires(number);
    try {
      ip("netns", "add", wires.#name);
      for (const purpose of PURPOSES) wires.#lay(purpose);
      ip("-n", wires.#name, "link", "set", "lo", "up");
      return wires;
    } catch (error) {
      wires[Symbol.dispose]();
      throw error;
    }
  }

  /** The command under which a program runs on the other side. */
  get prefix(): readonly string[] {
    return ["ip", "netns", "exec", this.#name];
  }

  ends(purpose: Purpose): WireEnds {
    const block = 4 * (this.#number * PURPOSES.length + PURPOSES.indexOf(purpose));
    // Cases that run side by side are apart by the numbers of their processes.
    const network = `${PREFIX}.${process.pid % 250}`;
    return { here: `${network}.${block + 1}`, there: `${network}.${block + 2}` };
  }

  cut(purpose: Purpose): void {
    ip("link", "set", this.#device(purpose), "down");
    // Else it would be sent to wherever else this machine sends what it knows no wire for.
    ip("route", "add", "blackhole", this.ends(purpose).there);
  }

  mend(purpose: Purpose): void {
    ip("route", "del", "blackhole", this.ends(purpose).there);
    ip("link", "set", this.#device(purpose), "up");
  }

  [Symbol.dispose](): void {
    process.off("exit", this.#remove);
    this.#remove();
  }

  #lay(purpose: Purpose): void {
    const { here, there } = this.ends(purpose);
    const device = this.#device(purpose);
    ip("link", "add", device, "type", "veth", "peer", "name", purpose, "netns", this.#name);
    ip("addr", "add", `${here}/30`, "dev", device);
    ip("-n", this.#name, "addr", "add", `${there}/30`, "dev", purpose);
    ip("-n", this.#name, "link", "set", purpose, "up");
    ip("link", "set", device, "up");
  }

  /** Names of devices have 15 characters at most. */
  #device(purpose: Purpose): string {
    return `dl${process.pid}-${this.#number}${purpose.slice(0, 1)}`;
  }
}

/** Why there cannot be any on this machine; undefined when there can. Containers allow some of it, so all of it is tried. */
export function noWires(): string | undefined {
  if (process.getuid?.() !== 0) return "only root may make network namespaces";
  if (!onPath("ip")) return "ip (package iproute2) is not here";
  try {
    using wires = Wires.lay(0);
    wires.cut("clients");
    wires.mend("clients");
    return undefined;
  } catch (error) {
    return `network namespaces may not be made here (${String(error).replaceAll(/\s+/g, " ").trim()})`;
  }
}

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}
