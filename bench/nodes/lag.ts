import type { Population } from "../contenders/contender.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { personAt } from "../contenders/template.ts";
import { Device } from "../load/device.ts";
import { median } from "../stats/quantile.ts";
import type { RoundTrips } from "./round-trip.ts";

const SENDER = 0;
const RECIPIENT = 1;

interface LagOptions {
  times: number;
  /** of the messages; those of two rounds on the same data must differ */
  firstNumber: number;
  roundTrips: RoundTrips;
}

/**
 * How much later a message arrives at the recipient's device on another node than at their device on the sender's node,
 * in round trips to Redis; p50 of each, one message and one round trip at a time in turns, because what is asked for
 * again and again at once comes back sooner than what comes now and then.
 */
export async function measureLag(
  { near, far }: { near: ServerProcess; far: ServerProcess },
  population: Population,
  { times, firstNumber, roundTrips }: LagOptions,
): Promise<number> {
  const { matchId = "" } = population.conversations[0] ?? {};
  let arrived = Promise.withResolvers<number>();
  let arrivedFar = Promise.withResolvers<number>();
  const at = (node: ServerProcess, place: number, heard: (at: number) => void) =>
    Device.connect({
      url: node.url,
      token: personAt(population, place).token,
      place,
      onFrame: (_, frame, when) => {
        if (frame.includes('"new-message"')) heard(when);
      },
    });
  const devices = [
    await at(near, SENDER, () => {}),
    await at(near, RECIPIENT, (when) => arrived.resolve(when)),
    await at(far, RECIPIENT, (when) => arrivedFar.resolve(when)),
  ];
  await Promise.all(devices.map((device) => device.request("join-conversation", matchId)));
  const lags: number[] = [];
  const trips: number[] = [];
  for (let n = 0; n < times; n += 1) {
    trips.push(await roundTrips.measure());
    arrived = Promise.withResolvers();
    arrivedFar = Promise.withResolvers();
    const clientMessageId = `bench-lag-${firstNumber + n}`;
    await devices[0]?.request("send-message", { matchId, content: "x".repeat(100), clientMessageId });
    lags.push((await arrivedFar.promise) - (await arrived.promise));
  }
  for (const device of devices) device.close();
  return median(lags) / median(trips);
}
