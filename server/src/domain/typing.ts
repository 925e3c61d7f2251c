export class Typing {
  signal(_userId: string, _matchId: string, _typing: boolean): Promise<void> {
    throw new Error("not yet");
  }
  stopped(_userId: string): void {}
}
