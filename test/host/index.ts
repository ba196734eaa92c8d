import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { measured } from './measured.ts';
import { type HostResults, type HostTest, onlyVariable, resultsVariable } from './results.ts';

/** Called by VS Code inside the extension host. @throws Error that counts the failures, so that VS Code ends with 1 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, color: false });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  await import('./activation.suite.ts');
  await import('./commands.suite.ts');
  await import('./modelDocument.suite.ts');
  await import('./modelEditor.suite.ts');
  await import('./analysis.suite.ts');
  await import('./history.suite.ts');
  await import('./recipes.suite.ts');
  await import('./reports.suite.ts');
  await import('./responsiveness.suite.ts');
  const only = process.env[onlyVariable];
  if (only !== undefined) mocha.grep(only);
  const tests: HostTest[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => tests.push(resultOf(test, 'passed')))
      .on('pending', (test) => tests.push(resultOf(test, 'skipped')))
      // Hooks fail too, and are told like tests.
      .on('fail', (test, error: Error) =>
        tests.push({ ...resultOf(test, 'failed'), error: error.stack ?? String(error) }),
      );
  });
  const results: HostResults = { tests, measured };
  const file = process.env[resultsVariable];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} of ${tests.length} tests in the extension host failed`);
}

function resultOf(test: Mocha.Runnable, state: HostTest['state']): HostTest {
  return { title: test.titlePath().join(' › '), state, milliseconds: test.duration ?? 0 };
}
