import type { Line } from "./line.ts";

/** Which sockets of one node are in which room. */
export class Rooms {
  readonly #members = new Map<string, Set<Line>>();
  readonly #here = new Set<Line>();

  /** A socket that has come goes into its first room. */
  enter(line: Line, room: string): void {
    this.#here.add(line);
    this.join(line, room);
  }

  /** A socket that has gone meanwhile joins nothing, as with Socket.IO. */
  join(line: Line, room: string): void {
    if (!this.#here.has(line)) return;
    const members = this.#members.get(room) ?? new Set();
    this.#members.set(room, members.add(line));
  }

  leave(line: Line, room: string): void {
    const members = this.#members.get(room);
    members?.delete(line);
    if (members?.size === 0) this.#members.delete(room);
  }

  has(line: Line, room: string): boolean {
    return this.#members.get(room)?.has(line) ?? false;
  }

  of(line: Line): ReadonlySet<string> {
    return new Set([...this.#members.keys()].filter((room) => this.has(line, room)));
  }

  /** It has gone, from all rooms. */
  lose(line: Line): void {
    this.#here.delete(line);
    for (const room of [...this.#members.keys()]) this.leave(line, room);
  }

  empty(room: string): void {
    this.#members.delete(room);
  }

  in(room: string): readonly Line[] {
    return [...(this.#members.get(room) ?? [])];
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }
}
