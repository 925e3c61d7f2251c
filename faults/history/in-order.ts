import { type History, sightsIn } from "./entry.ts";

/** I6: what was begun after an acknowledgement comes after it, and each device's messages in the order written (G4, G6). */
export function* inOrder(history: History): Generator<string> {
  const seqs = new Map<string, number>();
  for (const entry of history)
    for (const { seq, content } of sightsIn(entry))
      if (content !== null && "match" in entry) seqs.set(`${entry.match} ${content}`, seq);
  yield* afterAcknowledged(history, seqs);
  yield* asWritten(history, seqs);
}

function* afterAcknowledged(history: History, seqs: ReadonlyMap<string, number>): Generator<string> {
  const newest = new Map<string, number>();
  const begun = new Set<string>();
  for (const entry of history) {
    if (entry.what === "acked")
      newest.set(entry.match, Math.max(newest.get(entry.match) ?? 0, entry.sight.seq));
    if (entry.what !== "invoked") continue;
    const message = `${entry.match} ${entry.content}`;
    if (begun.has(message)) continue;
    begun.add(message);
    const floor = newest.get(entry.match) ?? 0;
    const seq = seqs.get(message);
    if (seq !== undefined && seq <= floor)
      yield `${message} is ${seq}, though ${floor} was acknowledged before`;
  }
}

function* asWritten(history: History, seqs: ReadonlyMap<string, number>): Generator<string> {
  const last = new Map<string, number>();
  for (const entry of history) {
    if (entry.what !== "composed") continue;
    const writer = `${entry.match} ${entry.device}`;
    const seq = seqs.get(`${entry.match} ${entry.content}`);
    if (seq === undefined) continue;
    const before = last.get(writer) ?? 0;
    if (seq < before) yield `${writer} wrote ${entry.content} after what is ${before}, and it is ${seq}`;
    last.set(writer, Math.max(before, seq));
  }
}
