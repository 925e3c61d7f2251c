import type { Sight } from "../history/entry.ts";

/** One device of one person, which writes and shows. Everything that it does and hears is in the history. */
export interface Talker {
  readonly device: string;
  readonly user: string;
  /** Writes a message; it goes out by itself, however long that takes. */
  write(match: string, content: string): void;
  /** messages that were neither acknowledged nor rejected yet */
  unsent(): number;
  /** what it shows of a conversation that it is in */
  shown(match: string): readonly Sight[];
  /** Marks what it shows as read. */
  read(match: string): void;
  close(): void;
}
