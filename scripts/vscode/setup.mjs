// Brings a complete VS Code into .cache, and finds a browser for it: the npm package code-server with the Node it needs,
// and Chromium. Everything is fetched once; an installation that was broken off is begun anew. Plain Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const manifest = path.resolve('test/vscode/server');
const cache = path.resolve('.cache/vscode');
/** VS Code itself, among the packages. */
const vscode = 'code-server/lib/vscode';
/** Minutes within which everything must be there. */
const patience = 10;

/** What cannot be had on this machine, with what to do about it. */
export class SetupError extends Error {}

/** The programs of a VS Code server. @throws {SetupError} where they cannot be installed */
export function vscodeServer() {
  const lock = readFileSync(path.join(manifest, 'package-lock.json'));
  const folder = path.join(cache, createHash('sha256').update(lock).digest('hex').slice(0, 12));
  if (!existsSync(folder)) install(folder);
  const modules = path.join(folder, 'node_modules');
  replaceLogWriter(path.join(modules, vscode));
  return { node: nodeIn(modules), entry: path.join(modules, 'code-server/out/node/entry.js') };
}

/**
 * The folder gets its name when everything is in it: what was broken off is begun anew, and two runs at the same time do not
 * disturb each other. Install scripts are left out: they compile modules that it does without.
 */
function install(folder) {
  console.error('Installing a VS Code server for tests…');
  mkdirSync(cache, { recursive: true });
  sweep();
  const unfinished = mkdtempSync(path.join(cache, `unfinished-${process.pid}-`));
  try {
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(path.join(manifest, file), path.join(unfinished, file));
    npm(['ci'], unfinished);
    // Without peers, as it was locked: npm would add some that are not in the lock file.
    npm(['ci', '--omit=dev', '--legacy-peer-deps'], path.join(unfinished, 'node_modules', vscode));
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Removes what runs that were killed have left. */
function sweep() {
  for (const name of readdirSync(cache)) {
    const owner = /^unfinished-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner)))
      rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The server's own writer of log files is one of the modules that are not compiled. */
function replaceLogWriter(folder) {
  const writer = path.join(folder, 'node_modules/@vscode/spdlog/index.js');
  const own = readFileSync(path.resolve('scripts/vscode/logWriter.mjs'));
  if (!readFileSync(writer).equals(own)) writeFileSync(writer, own);
}

function npm(args, cwd) {
  const { status, stderr, error } = spawnSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patience * 60_000,
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split('\n').slice(-5).join('\n');
  throw new SetupError(
    `A VS Code server could not be installed from the npm registry: npm ${args.join(' ')} failed.\n${reason}`,
  );
}

/** The server asks for this version of Node and refuses others. */
const nodeVersion = 'v24.';

function nodeIn(modules) {
  if (process.version.startsWith(nodeVersion)) return process.execPath;
  const found = readdirSync(modules).find((name) => /^node-(linux|win)-/.test(name));
  if (found === undefined) {
    throw new SetupError(
      `There is no Node for ${process.platform} on ${process.arch} among the packages of the VS Code server.`,
    );
  }
  return path.join(modules, found, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The program of a Chromium: the one that CHROMIUM names, or one on the path. @throws {SetupError} where there is none */
export function chromium() {
  const found = process.env.CHROMIUM ?? onPath();
  if (found !== undefined) return found;
  if (process.env.CI === 'true' && process.getuid?.() === 0) {
    console.error('Installing Chromium…');
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      spawnSync('apt-get', args, {
        stdio: 'ignore',
        timeout: patience * 60_000,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
    const installed = onPath();
    if (installed !== undefined) return installed;
  }
  throw new SetupError(
    'There is no Chromium. On Debian or Ubuntu run: sudo apt-get install chromium. Or name one: CHROMIUM=/path/to/chrome.',
  );
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of browsers) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1]?.endsWith('vscode/setup.mjs')) {
  try {
    vscodeServer();
    chromium();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
