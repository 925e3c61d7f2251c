export class Receipts {
  read(_userId: string, _matchId: string, _seq: number): Promise<{ readSeq: number }> {
    throw new Error("not yet");
  }
  delivered(_userId: string, _matchId: string, _seq: number): Promise<{ deliveredSeq: number }> {
    throw new Error("not yet");
  }
}
