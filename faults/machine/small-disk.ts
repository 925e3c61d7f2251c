import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Written at a time while the disk is filled. */
const PIECE = Buffer.alloc(65_536);

/** A file system of so many megabytes in memory, which `using` unmounts. */
export class SmallDisk {
  readonly path: string;
  readonly #filler: string;
  /** also when the process is told to end before its time */
  readonly #unmount = () => {
    execFileSync("umount", ["-l", this.path]);
    rmdirSync(this.path);
  };

  private constructor(path: string) {
    this.path = path;
    this.#filler = join(path, "filler");
    process.once("exit", this.#unmount);
  }

  static mount(megabytes: number): SmallDisk {
    const path = mkdtempSync(join(tmpdir(), "duologue-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", path]);
    return new SmallDisk(path);
  }

  /** Takes every byte that is left. */
  fill(): void {
    const file = openSync(this.#filler, "a");
    try {
      for (let size = PIECE.length; size > 0; ) {
        try {
          writeSync(file, PIECE, 0, size);
        } catch {
          // No room for so much; less may still go in.
          size = Math.floor(size / 2);
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler);
  }

  [Symbol.dispose](): void {
    process.off("exit", this.#unmount);
    this.#unmount();
  }
}
