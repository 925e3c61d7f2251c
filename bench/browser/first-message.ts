import { median } from "../stats/quantile.ts";
import type { Figure } from "./figure.ts";
import type { Stage } from "./stage.ts";

const VISITS = 7;
/** The network of Lighthouse's desktop setting: 40 ms there and back, 10 Mbit/s; its processor is not slowed down. */
const NETWORK = { latency: 40, downloadThroughput: 1_310_720, uploadThroughput: 1_310_720, offline: false };

interface Visit {
  /** milliseconds from the navigation to the frame that shows the newest message */
  shownAt: number;
  /** sum of all layout shifts, as Lighthouse sums them up */
  shift: number;
}

/** First visits of a signed-in person to a link to a conversation, each with an empty cache. */
export async function firstMessage(stage: Stage): Promise<Figure[]> {
  const visits: Visit[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) visits.push(await firstVisit(stage));
  return [
    {
      what: "first message visible, first visit, Lighthouse's desktop network",
      value: median(visits.map(({ shownAt }) => shownAt)),
      unit: "ms",
      bound: 1_000,
    },
    {
      what: "layout shift of that visit (CLS, the worst one)",
      value: Math.max(...visits.map(({ shift }) => shift)),
      unit: "",
      bound: 0,
    },
  ];
}

async function firstVisit(stage: Stage): Promise<Visit> {
  const page = await stage.freshPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await page.addInitScript(() => {
    const measured = { shift: 0, shownAt: 0 };
    Object.assign(window, { measured });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) measured.shift += "value" in entry ? Number(entry.value) : 0;
    }).observe({ type: "layout-shift", buffered: true });
    const look = () => {
      if (document.querySelector(".bubble") === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => Object.assign(measured, { shownAt: performance.now() }));
    };
    look();
  });
  await page.goto(stage.path, { waitUntil: "networkidle" });
  const measured = await page.waitForFunction(() => {
    const { measured } = window as Window & { measured?: Visit };
    return measured !== undefined && measured.shownAt > 0 ? measured : undefined;
  });
  const visit = await measured.jsonValue();
  await page.context().close();
  if (visit === undefined) throw new Error("No message was shown");
  return visit;
}
