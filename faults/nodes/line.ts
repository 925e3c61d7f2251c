import { ChaosProxy } from "../chaos-proxy/chaos-proxy.ts";
import type { Purpose, Wires } from "../machine/wires.ts";

/** The way of one node to one service. */
export interface Line {
  /** in the form of `http://127.0.0.1:1234` */
  url: string;
  /** From here on nothing arrives, in either direction, and nobody is told. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

type ProxyOptions = Parameters<typeof ChaosProxy.open>[0];

/** A line that is a wire of its own, with a gentle proxy at its end; without wires the proxy is what stalls. */
export async function openLine(
  options: ProxyOptions,
  { wires, purpose }: { wires: Wires | undefined; purpose: Purpose },
): Promise<Line> {
  const proxy = await ChaosProxy.open({ ...options, ...(wires && { host: wires.ends(purpose).here }) });
  const stalled = (value: boolean) => proxy.set({ stalled: { up: value, down: value } });
  return {
    url: proxy.url,
    cut: () => (wires ? wires.cut(purpose) : stalled(true)),
    mend: () => (wires ? wires.mend(purpose) : stalled(false)),
    close: () => proxy.close(),
  };
}
