/** A stream of operations on a server under test. */
export interface Traffic {
  /** Begins the next operation; its latency counts from `intendedAt`. */
  launch(intendedAt: number): void;
  /** Called at each answer. */
  onAnswered: () => void;
  /** Operations that were answered so far. */
  readonly answered: number;
  /** Rises whenever the generator had something to do: tells its idle time from its busy time. */
  readonly activity: number;
}
