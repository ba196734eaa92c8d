// Runs the tests of the extension host in a desktop VS Code, which is downloaded into .cache:
//   npm run test:electron                    the latest release
//   npm run test:electron -- 1.100.0         a release
//   npm run test:electron -- /path/to/code   the program of a VS Code that is there already
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundleHostTests } from './vscode/hostBundle.mjs';
import { importBundled } from './vscode/importBundled.mjs';

/** Minutes within which all tests must have run. */
const patience = 10;
const wanted = process.argv[2] ?? 'stable';

const program = wanted.includes(path.sep) ? wanted : await download(wanted);
const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--development'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
process.exit((await run(program)) ? 0 : 1);

async function download(version) {
  mkdirSync('.cache', { recursive: true });
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.resolve('.cache/vscode-desktop'), timeout: 60_000 });
  } catch (error) {
    console.error(`VS Code (${version}) could not be downloaded: ${error.message}`);
    console.error('Name the program of one that is there: npm run test:electron -- /path/to/code');
    console.error('Without a desktop VS Code, npm test runs the same tests in a VS Code server.');
    return process.exit(1);
  }
}

/** @returns whether every test has passed */
async function run(vscodeExecutablePath) {
  // Short, since VS Code puts a socket into it, and their paths are limited to about 100 characters.
  const folder = mkdtempSync(path.join(tmpdir(), 'whittle-'));
  const [workspace, results] = [path.join(folder, 'workspace'), path.join(folder, 'results.json')];
  setTimeout(giveUp, patience * 60_000).unref();
  try {
    const { fillWorkspace } = await importBundled('test/host/workspace.ts');
    const { resultsVariable } = await importBundled('test/host/results.ts');
    mkdirSync(workspace);
    fillWorkspace(workspace, process.cwd());
    const outcome = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: process.cwd(),
      extensionTestsPath: await bundleHostTests(),
      extensionTestsEnv: { [resultsVariable]: results },
      launchArgs: [workspace, ...quietly(folder)],
    }).then(
      () => undefined,
      (error) => error,
    );
    return tell(results, outcome);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Settings and extensions of its own; test-electron adds what keeps VS Code from asking. */
function quietly(folder) {
  return [
    ...['--user-data-dir', path.join(folder, 'user'), '--extensions-dir', path.join(folder, 'extensions')],
    ...['--disable-extensions', '--disable-telemetry'],
  ];
}

/** The first interrupt asks VS Code to close, the second ends it. */
function giveUp() {
  console.error(`The tests have not ended within ${patience} minutes.`);
  process.emit('SIGINT');
  setTimeout(() => process.emit('SIGINT'), 10_000).unref();
}

function tell(file, error) {
  if (!existsSync(file)) {
    console.error(`VS Code ended before the tests did${error === undefined ? '' : `: ${error.message}`}.`);
    if (
      process.platform === 'linux' &&
      process.env.DISPLAY === undefined &&
      process.env.WAYLAND_DISPLAY === undefined
    ) {
      console.error(
        'There is no display. On Debian or Ubuntu: sudo apt-get install xvfb && xvfb-run -a npm run test:electron',
      );
    }
    return false;
  }
  const { tests, measured } = JSON.parse(readFileSync(file, 'utf8'));
  const marks = { passed: '✓', failed: '✗', skipped: '–' };
  for (const test of tests) {
    console.log(
      `${marks[test.state]} ${test.title} (${test.milliseconds} ms)${test.error === undefined ? '' : `\n${test.error}`}`,
    );
  }
  for (const line of measured) console.log(line);
  const count = (state) => tests.filter((test) => test.state === state).length;
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return tests.length > 0 && count('failed') === 0;
}
