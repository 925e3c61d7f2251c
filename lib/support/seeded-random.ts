import type { ClientRandom } from "../chat-ports.ts";

/** The same seed gives the same run. A Weyl sequence, scrambled with the finaliser of MurmurHash3. */
export class SeededRandom implements ClientRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  fraction(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  }

  id(): string {
    const four = () => Math.floor(this.fraction() * 36 ** 5).toString(36);
    return `id-${four()}-${four()}-${four()}`;
  }

  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }
}
