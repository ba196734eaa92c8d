import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { vscodeServer } from '../../scripts/vscode/setup.mjs';

export const project = path.resolve(import.meta.dirname, '../..');

type Programs = ReturnType<typeof vscodeServer>;

/** How a VS Code server is started. */
export interface ServerOptions {
  /** Which Whittle it has: that of the working tree, a package, or none, where the page loads it for development. */
  readonly extension: 'working-tree' | 'none' | { readonly package: string };
  /** Display language, as VS Code names it; English when left out. */
  readonly language?: string;
  /** User settings beside those for a quiet screen. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether VS Code asks if a folder is trusted; it does not when left out. */
  readonly trust?: boolean;
  /** Lets the page load an extension for development, with its tests. Notifications then stay in their list. */
  readonly development?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

const quiet = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'files.simpleDialog.enable': true,
};

/** Milliseconds within which a server answers. */
const patience = 60_000;

/** A complete VS Code with folders of its own, which end with it. */
export class CodeServer implements AsyncDisposable {
  readonly url: string;
  /** Everything of this server: settings, extensions, logs. */
  readonly folder: string;
  readonly #child: ChildProcess;

  private constructor(url: string, folder: string, child: ChildProcess) {
    this.url = url;
    this.folder = folder;
    this.#child = child;
  }

  static async start(options: ServerOptions): Promise<CodeServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'whittle-vscode-'));
    try {
      return await CodeServer.#startIn(folder, options);
    } catch (error) {
      remove(folder);
      throw error;
    }
  }

  static async #startIn(folder: string, options: ServerOptions): Promise<CodeServer> {
    const settings = { ...quiet, ...options.settings };
    mkdirSync(path.join(folder, 'user/User'), { recursive: true });
    mkdirSync(path.join(folder, 'extensions'));
    writeFileSync(path.join(folder, 'user/User/settings.json'), JSON.stringify(settings));
    if (options.language !== undefined) addLanguage(options.language, folder);
    const { node, entry } = vscodeServer();
    addExtension(options.extension, { node, entry }, folder);
    const port = await freePort();
    const child = spawn(node, [entry, ...serverArguments(folder, port, options)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that everything it starts ends with it.
      detached: true,
      env: { ...serverEnvironment(), ...options.environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    const end = (): void => killGroup(child);
    process.once('exit', end);
    child.once('exit', () => process.removeListener('exit', end));
    const server = new CodeServer(`http://localhost:${port}`, folder, child);
    try {
      await answered(server.url, child, () => output);
    } catch (error) {
      killGroup(child);
      throw error;
    }
    return server;
  }

  /** What the extension wrote into its log. */
  log(): string {
    const logs = path.join(this.folder, 'user/logs');
    const files = readdirSync(logs, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('Whittle.log'),
    );
    return files.map((file) => readFileSync(path.join(logs, file), 'utf8')).join('');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    killGroup(this.#child);
    await pause(200);
    remove(this.folder);
  }
}

function serverArguments(folder: string, port: number, { language, trust, development }: ServerOptions) {
  return [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...['--session-socket', path.join(folder, 's.sock'), '--config', path.join(folder, 'config.yaml')],
    ...['--user-data-dir', path.join(folder, 'user'), '--extensions-dir', path.join(folder, 'extensions')],
    ...(trust === true ? [] : ['--disable-workspace-trust']),
    ...(language === undefined ? [] : ['--locale', language]),
    ...(development === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

/** The surroundings of the tests without what would make VS Code behave as part of them. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|VSCODE_|NODE_OPTIONS|NODE_ENV|ELECTRON_)/.test(name),
  );
  return Object.fromEntries(entries);
}

/** A language of which VS Code itself has no texts: its own stay English, and those of extensions are looked for. */
function addLanguage(language: string, folder: string): void {
  const texts = path.join(folder, 'texts.json');
  writeFileSync(texts, JSON.stringify({ version: '1.0.0', contents: {} }));
  // Where no extension brings the language, VS Code stops in the middle of looking for extensions.
  const extensions = [{ extensionIdentifier: { id: 'whittle.language' }, version: '1.0.0' }];
  const pack = { hash: 'whittle', extensions, translations: { vscode: texts }, label: language };
  writeFileSync(path.join(folder, 'user/languagepacks.json'), JSON.stringify({ [language]: pack }));
}

function addExtension(extension: ServerOptions['extension'], { node, entry }: Programs, folder: string): void {
  const extensions = path.join(folder, 'extensions');
  if (extension === 'none') return;
  if (extension === 'working-tree') {
    const own = path.join(extensions, 'whittle.whittle-0.1.0');
    mkdirSync(own);
    // Copies, since VS Code knows whose code runs by where it really lies. Native packages are what the process looks up.
    for (const name of readdirSync(project).filter((each) => /^package(\.nls.*)?\.json$/.test(each))) {
      copyFileSync(path.join(project, name), path.join(own, name));
    }
    for (const name of ['dist', 'media', 'samples', 'schemas'])
      cpSync(path.join(project, name), path.join(own, name), { recursive: true });
    symlinkSync(path.join(project, 'node_modules'), path.join(own, 'node_modules'), 'dir');
    return;
  }
  const folders = ['--user-data-dir', path.join(folder, 'user'), '--extensions-dir', extensions];
  const args = [entry, '--install-extension', extension.package, ...folders];
  const { status, stderr, stdout } = spawnSync(node, args, {
    encoding: 'utf8',
    timeout: patience,
    env: serverEnvironment(),
  });
  if (status !== 0) throw new Error(`${extension.package} could not be installed: ${stdout}${stderr}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Waits until the server answers. @throws Error with its output where it ends before or stays silent */
async function answered(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new Error(`The VS Code server does not answer:\n${output()}`);
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
