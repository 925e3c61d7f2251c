import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** An ext4 file system in a file, which turns read-only for good once it has met an error; `using` unmounts it. */
export class FragileDisk {
  readonly path: string;
  readonly #home: string;
  readonly #image: string;
  #device = "";
  /** also when the process is told to end before its time */
  readonly #remove = () => {
    this.#unmount();
    rmSync(this.#home, { recursive: true });
  };

  private constructor(home: string) {
    this.#home = home;
    this.#image = join(home, "image");
    this.path = join(home, "disk");
    process.once("exit", this.#remove);
  }

  static mount(megabytes: number): FragileDisk {
    const disk = new FragileDisk(mkdtempSync(join(tmpdir(), "duologue-fragile-")));
    writeFileSync(disk.#image, "");
    truncateSync(disk.#image, megabytes * 1_048_576);
    execFileSync("mkfs.ext4", ["-q", disk.#image]);
    mkdirSync(disk.path);
    disk.#mount();
    return disk;
  }

  /** The file system believes that it has met an error: whoever has a file open may only read from now on. */
  fail(): void {
    writeFileSync(`/sys/fs/ext4/${basename(this.#device)}/trigger_fs_error`, "1");
  }

  /** What an operator does; nobody may have a file open. */
  repair(): void {
    this.#unmount();
    execFileSync("fsck.ext4", ["-p", this.#image], { stdio: "ignore" });
    this.#mount();
  }

  [Symbol.dispose](): void {
    process.off("exit", this.#remove);
    this.#remove();
  }

  #mount(): void {
    execFileSync("mount", ["-o", "loop,errors=remount-ro", this.#image, this.path]);
    const source = execFileSync("findmnt", ["-n", "-o", "SOURCE", this.path], { encoding: "utf8" });
    this.#device = source.trim();
  }

  #unmount(): void {
    execFileSync("umount", [this.path]);
  }
}
