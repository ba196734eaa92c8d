// Builds Whittle and opens VS Code with it on a copy of the samples: the VS Code of this machine, or where there is none,
// a complete one in the browser. `--browser` takes the one in the browser in any case.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importBundled } from './vscode/importBundled.mjs';
import { SetupError, vscodeServer } from './vscode/setup.mjs';

const windows = process.platform === 'win32';
const project = process.cwd();

build();
const samples = mkdtempSync(path.join(tmpdir(), 'whittle-samples-'));
cpSync('samples', samples, { recursive: true });

const desktop = process.argv.includes('--browser')
  ? undefined
  : onPath(windows ? ['code.cmd'] : ['code', 'code-insiders']);
if (desktop === undefined) await openInBrowser();
else openOnDesktop(desktop);

function build() {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The window lives on by itself, and so does the copy of the samples. */
function openOnDesktop(program) {
  const args = [`--extensionDevelopmentPath=${project}`, '--new-window', samples];
  const quoted = windows ? args.map((argument) => `"${argument}"`) : args;
  const { status, error } = spawnSync(windows ? `"${program}"` : program, quoted, { stdio: 'inherit', shell: windows });
  if (status === 0) {
    console.log(`VS Code opens with Whittle on ${samples}: right-click digits/digits.onnx → Quantize…`);
    return;
  }
  rmSync(samples, { recursive: true, force: true });
  console.error(`${program} did not start${error === undefined ? '' : `: ${error.message}`}.`);
  console.error('VS Code in the browser: npm run code -- --browser');
  process.exit(1);
}

async function openInBrowser() {
  process.once('exit', () => rmSync(samples, { recursive: true, force: true }));
  install();
  // The same server that the tests start.
  const { CodeServer } = await importBundled('test/vscode/codeServer.ts');
  const server = await CodeServer.start({ extension: 'working-tree' });
  const end = async () => {
    await server[Symbol.asyncDispose]();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
  const url = `${server.url}/?folder=${encodeURIComponent(samples)}`;
  console.log(`VS Code with Whittle: ${url}\nRight-click digits/digits.onnx → Quantize…   Ctrl-C ends it.`);
  openUrl(url);
  setInterval(() => {}, 3_600_000);
}

function install() {
  try {
    vscodeServer();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Opens a page in the browser of this machine's desktop, if it has one. */
function openUrl(url) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return;
  const opener = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] }[process.platform] ?? [
    'xdg-open',
    url,
  ];
  const child = spawn(opener[0], opener.slice(1), { stdio: 'ignore', detached: true });
  // The address stands in the terminal as well.
  child.on('error', () => {});
  child.unref();
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}
