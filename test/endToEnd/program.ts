import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { builds } from '../../esbuild.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The sample that comes with the project. */
export const digits = {
  model: path.join(root, 'samples/digits/digits.onnx'),
  calibration: path.join(root, 'samples/digits/calibration.npz'),
  test: path.join(root, 'samples/digits/test.npz'),
};

/** How the program ended, and what it said. */
export interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line as users have it: bundled, in processes of its own. */
export class Program {
  /** A folder for its files, removed at the end. */
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'end-to-end-'));
  private readonly temporary = mkdtempSync(path.join(os.tmpdir(), 'end-to-end-temporary-'));
  private readonly dist: string;

  private constructor(dist: string) {
    this.dist = dist;
  }

  /** Bundles both programs beside the packages they need. */
  static async build(): Promise<Program> {
    const dist = mkdtempSync(path.join(root, '.cache', 'end-to-end-'));
    const [processes] = builds;
    const entryPoints = { whittle: 'src/cli/main.ts', worker: 'src/worker/main.ts' };
    await build({ ...processes, absWorkingDir: root, entryPoints, outdir: dist });
    return new Program(dist);
  }

  /** The program of the background process, for jobs that no command asks for. */
  get worker(): string {
    return path.join(this.dist, 'worker.js');
  }

  /** Starts it in its folder. Signals to `-child.pid` reach its process group, as Ctrl-C does. */
  start(args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ending> } {
    const child = spawn(process.execPath, [path.join(this.dist, 'whittle.js'), ...args], {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TMPDIR: this.temporary, TEMP: this.temporary },
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<Ending>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
    return { child, ended };
  }

  async run(...args: readonly string[]): Promise<Ending> {
    return this.start(args).ended;
  }

  /** A path in its folder. */
  at(name: string): string {
    return path.join(this.folder, name);
  }

  /** Everything that is in its folder and in the place for temporary files. */
  files(): readonly string[] {
    return [...readdirSync(this.folder), ...readdirSync(this.temporary)].sort();
  }

  clear(): void {
    for (const folder of [this.folder, this.temporary]) {
      for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
    }
  }

  remove(): void {
    for (const folder of [this.folder, this.temporary, this.dist]) rmSync(folder, { recursive: true, force: true });
  }
}
