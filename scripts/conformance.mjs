// Fetches the ONNX project's test models, Debian's libonnx-testdata, into .cache and unpacks them there. Needs no root:
// nothing is installed. Exits with 0 when they are there, else with 1 and the command to run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const packageName = 'libonnx-testdata';
const target = path.resolve('.cache', packageName);
const data = path.join(target, 'usr/share/libonnx-testdata/data/node');

if (existsSync(data)) process.exit(0);

mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(path.resolve('.cache', 'conformance-'));
let problem;
try {
  problem = fetchInto(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (problem !== undefined) {
  console.error(`The ONNX test models are not there: ${problem}`);
  console.error('On Debian or Ubuntu run: sudo apt-get update && node scripts/conformance.mjs');
  process.exit(1);
}
console.error(`The ONNX test models are in ${path.relative('.', target)}.`);

/** Says what went wrong, if anything did. */
function fetchInto(folder) {
  const missing = ['apt-get', 'dpkg'].find((command) => run(command, ['--version'], folder) !== undefined);
  if (missing !== undefined) return `this machine has no ${missing}.`;
  let failure = download(folder);
  // Images for CI come without package lists; on a person's machine those are the person's business.
  if (failure !== undefined && process.env.CI === 'true' && process.getuid?.() === 0) {
    run('apt-get', ['update', '-qq'], folder);
    failure = download(folder);
  }
  if (failure !== undefined) return failure;
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined) return 'apt-get fetched nothing.';
  const unpacked = path.join(folder, 'unpacked');
  failure = run('dpkg', ['-x', archive, unpacked], folder);
  if (failure !== undefined) return failure;
  rmSync(target, { recursive: true, force: true });
  renameSync(unpacked, target);
  return existsSync(data) ? undefined : `${archive} does not hold them.`;
}

function download(folder) {
  return run('apt-get', ['download', packageName], folder);
}

/** Runs a command; says why it failed, if it did. */
function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : `${command} ${args[0]} failed: ${stderr.trim().split('\n').at(-1)}`;
}
