// Installs the packages of the lock file when they are missing or older than it. Plain Node: it runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const installed = statSync('node_modules/.package-lock.json', { throwIfNoEntry: false });
const wanted = statSync('package-lock.json');

if (installed === undefined || installed.mtimeMs < wanted.mtimeMs) {
  console.error('Installing packages…');
  const result = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  process.exit(result.status ?? 1);
}
