// Everything there is: types, lint, format, tests. Ends with one line that counts the tests.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const inCi = process.env.CI === 'true';
const results = '.cache/test-results';

/** Tests in a step of their own, whose results are counted. */
const vitest = (config) => [
  'run',
  '-c',
  config,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}/${config}.json`,
];

const steps = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of the pages', command: ['tsc', '--noEmit', '-p', 'webview'] },
  { name: 'lint', command: ['eslint', '.', '--cache', '--cache-location', '.cache/eslint'] },
  { name: 'format', command: ['prettier', '--check', '.', '--log-level', 'warn'] },
  { name: 'contributions', command: ['node', 'scripts/contributions.mjs', '--check'] },
  { name: 'build', command: ['node', 'esbuild.mjs', '--development'] },
  // Only in CI must the conformance set be there: elsewhere its tests are skipped, and say how to get it.
  { name: 'conformance set', command: ['node', 'scripts/conformance.mjs'], optional: !inCi },
  { name: 'VS Code for tests', command: ['node', 'scripts/vscode/setup.mjs'] },
  { name: 'tests', command: ['vitest', ...vitest('vitest.config.ts')] },
  { name: 'pages in a browser', command: ['vitest', ...vitest('vitest.browser.config.ts')] },
  { name: 'in VS Code', command: ['vitest', ...vitest('vitest.gestures.config.ts')] },
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const failed = steps.filter((step) => !passes(step)).map(({ name }) => name);

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const { name, command } of steps.filter(({ command: [program] }) => program === 'vitest')) {
  const counted = countsOf(command.at(-1).replace('--outputFile.json=', ''));
  if (counted === undefined) failed.push(`${name} (no results)`);
  for (const kind of Object.keys(counts)) counts[kind] += counted?.[kind] ?? 0;
}
if (inCi && counts.skipped > 0) failed.push('in CI no test may be skipped');
for (const name of new Set(failed)) console.error(`✗ ${name}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);

function passes({ name, command: [program, ...args], optional }) {
  console.log(`\n— ${name}`);
  const began = Date.now();
  const path = `${process.cwd()}/node_modules/.bin${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    timeout: 30 * 60_000,
    env: { ...process.env, PATH: path },
  });
  console.log(`  ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
  return status === 0 || optional === true;
}

function countsOf(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return undefined;
  }
}
