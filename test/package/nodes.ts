import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './packages.ts';

const manifest = path.join(root, 'test/package/node');
const cache = path.join(root, '.cache/node');

/** A version of Node, and its program. */
export interface Node {
  readonly major: number;
  readonly program: string;
}

/**
 * The versions of Node that packages are tried on: the one that runs this, and those that are fetched, as the lock file
 * beside the manifest has them, into `.cache/node` the first time.
 * @throws Error where they cannot be fetched in CI; elsewhere it says so and gives what there is
 */
export function nodes(): readonly Node[] {
  const own = { major: Number.parseInt(process.versions.node, 10), program: process.execPath };
  const problem = isInstalled() ? undefined : install();
  if (problem !== undefined) {
    if (process.env['CI'] === 'true') throw new Error(problem);
    console.warn(problem);
    return [own];
  }
  const fetched = readdirSync(path.join(cache, 'node_modules')).flatMap((name) => {
    const major = /^node-(\d+)-/.exec(name)?.[1];
    const program = path.join(cache, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return major === undefined ? [] : [{ major: Number(major), program }];
  });
  if (process.env['CI'] === 'true' && fetched.length < 2)
    throw new Error('For this platform there are no other versions.');
  return [own, ...fetched].sort((a, b) => a.major - b.major);
}

/** Whether what is there was installed from this very lock file. */
function isInstalled(): boolean {
  const copy = path.join(cache, 'package-lock.json');
  const isCurrent =
    existsSync(copy) && readFileSync(copy).equals(readFileSync(path.join(manifest, 'package-lock.json')));
  return isCurrent && existsSync(path.join(cache, 'node_modules/.package-lock.json'));
}

function install(): string | undefined {
  mkdirSync(cache, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(manifest, file), path.join(cache, file));
  const { status, stderr } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: cache,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      timeout: 300_000,
    },
  );
  return status === 0 ? undefined : `The other versions of Node could not be fetched: ${stderr}`;
}
