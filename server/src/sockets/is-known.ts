import type { UpEvent } from "@duologue/protocol/up";

/** Whether a client means one of our events. It may say anything, names that mean something to an object included (A096). */
export function isKnown(name: unknown, receivers: Readonly<Record<UpEvent, unknown>>): name is UpEvent {
  return typeof name === "string" && Object.hasOwn(receivers, name);
}
