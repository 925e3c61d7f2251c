/** Something happened that must never happen. */
export class Violation extends Error {
  override readonly name = "Violation";
  /** the promise or invariant, such as `I3` */
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}
