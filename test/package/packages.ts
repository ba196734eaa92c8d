import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packages made by the project's own script, in a folder that is removed at the end. */
export class Packages {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'packages-'));

  /** @param args of `npm run package` */
  static async make(...args: readonly string[]): Promise<Packages> {
    const packages = new Packages();
    const script = ['scripts/package.mjs', '--out', packages.folder, ...args];
    await promisify(execFile)(process.execPath, script, { cwd: root, maxBuffer: 2 ** 26 });
    return packages;
  }

  /** Names of the platforms there is a package for. */
  get targets(): readonly string[] {
    return this.#files().map((file) => /^whittle-(.+)-[^-]+\.vsix$/.exec(file)![1]!);
  }

  /** The files of a package, by their paths in it. @param only a part of them */
  members(target: string, only = /^/): ReadonlyMap<string, Uint8Array> {
    const file = this.#files().find((name) => name.startsWith(`whittle-${target}-`))!;
    const filter = ({ name }: { readonly name: string }): boolean => only.test(name);
    return new Map(Object.entries(unzipSync(readFileSync(path.join(this.folder, file)), { filter })));
  }

  /** Lays the files of a package where nothing of the project is found from, and gives the folder of the extension. */
  unpack(target: string): string {
    const folder = path.join(this.folder, target);
    for (const [name, contents] of this.members(target)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, contents);
    }
    return path.join(folder, 'extension');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #files(): readonly string[] {
    return readdirSync(this.folder).filter((name) => name.endsWith('.vsix'));
  }
}
