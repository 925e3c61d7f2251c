import type { Line } from "./line.ts";

/** Which sockets of one node are in which room. */
export class Rooms {
  readonly #members = new Map<string, Set<Line>>();

  join(line: Line, room: string): void {
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

  leaveAll(line: Line): void {
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
