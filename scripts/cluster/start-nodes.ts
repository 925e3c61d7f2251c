import { freePort } from "../services/free-port.ts";
import { readSettings, type Settings } from "../start/settings.ts";
import { Balancer } from "./balancer.ts";
import { ClusterNode } from "./cluster-node.ts";

interface Options {
  nodes: number;
  /** names the services that they share; its port and host are those of the balancer */
  settings: Settings;
  /** aborts when somebody asks us to stop */
  stop: AbortSignal;
  /** closes everything */
  open: AsyncDisposableStack;
}

/** So many nodes behind one address. */
export async function startNodes({ nodes, settings, stop, open }: Options): Promise<ClusterNode[]> {
  const running: ClusterNode[] = [];
  open.defer(async () => {
    await Promise.all(running.map((node) => node[Symbol.asyncDispose]()));
  });
  for (let n = 1; n <= nodes; n += 1) {
    const own = { HOST: "127.0.0.1", PORT: String(await freePort()), TRUSTED_PROXIES: "127.0.0.1" };
    const node = readSettings({ ...settings.env, ...own });
    running.push(await ClusterNode.start({ name: `Node ${n}`, settings: node, stop }));
  }
  const urls = running.map((node) => node.url);
  const { port, host } = settings.config;
  const balancer = await Balancer.open(urls, { port, host });
  open.defer(() => balancer.close());
  return running;
}
