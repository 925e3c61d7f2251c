import type { LikeAnswer, PeoplePage, UpdateMe } from "@duologue/protocol/http";
import type { Me } from "@duologue/protocol/models";

export class People {
  register(_person: { id: string; name: string; image: string | null }): Promise<void> {
    throw new Error("not yet");
  }
  me(_userId: string): Promise<Me> {
    throw new Error("not yet");
  }
  update(_userId: string, _change: UpdateMe): Promise<Me> {
    throw new Error("not yet");
  }
  undecided(_userId: string, _query: { cursor?: string | undefined; limit: number }): Promise<PeoplePage> {
    throw new Error("not yet");
  }
  like(_userId: string, _otherId: string): Promise<{ answer: LikeAnswer; created: boolean }> {
    throw new Error("not yet");
  }
  pass(_userId: string, _otherId: string): Promise<void> {
    throw new Error("not yet");
  }
}
