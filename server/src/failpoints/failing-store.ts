import type { Store } from "../domain/ports.ts";
import { failingLog } from "./failing-log.ts";
import type { Failpoint } from "./failpoint.ts";

/** The same store, with a log that fails where it is asked to. */
export function failingStore<Opened extends Store & { fatal: Promise<Error> }>(
  store: Opened,
  failpoint: Failpoint,
): Store & { fatal: Promise<Error> } {
  return {
    log: failingLog(store.log, failpoint),
    marks: store.marks,
    matches: store.matches,
    people: store.people,
    epoch: store.epoch,
    fatal: store.fatal,
    ping: () => store.ping(),
    close: () => store.close(),
  };
}
