import type { Store } from "../../src/domain/ports.ts";

/** A fresh, empty store of one adapter. */
export interface Opened {
  store: Store;
  /** Closes the store and opens it again over the same data; absent when the data does not outlive the store. */
  reopen?: () => Promise<Store>;
  /** Closes the store and removes its data. */
  dispose: () => Promise<void>;
}

/** What every adapter must do, by title. Each case gets a store of its own. */
export type Cases = Record<string, (opened: Opened) => Promise<void>>;
