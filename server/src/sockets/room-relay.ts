/** What rooms ask of a way to the other nodes. Nothing here throws, and nothing that is told is waited for. */
export interface RoomRelay {
  /** A room has its first socket here. */
  opened(room: string): void;
  /** A room has no socket here any more. */
  closed(room: string): void;
  /** Resolves once what the other nodes say to rooms that were opened is heard, or cannot be for now. */
  settled(): Promise<void>;
  /** Hands a message of Engine.IO's protocol to everybody who is in the room on another node. */
  tell(room: string, message: string): void;
  /** Makes everybody leave the room on the other nodes. */
  tellToLeave(room: string): void;
}
