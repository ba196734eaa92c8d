import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { type HostTest, resultsVariable } from './results.ts';

/** Called by VS Code inside the extension host. @throws Error that counts the failures, so that VS Code ends with 1 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  await import('./activation.suite.ts');
  await import('./commands.suite.ts');
  await import('./responsiveness.suite.ts');
  const results: HostTest[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => results.push(resultOf(test, 'passed')))
      .on('pending', (test) => results.push(resultOf(test, 'skipped')))
      // Hooks fail too, and are told like tests.
      .on('fail', (test, error: Error) =>
        results.push({ ...resultOf(test, 'failed'), error: error.stack ?? String(error) }),
      );
  });
  const file = process.env[resultsVariable];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} of ${results.length} tests in the extension host failed`);
}

function resultOf(test: Mocha.Runnable, state: HostTest['state']): HostTest {
  return { title: test.titlePath().join(' › '), state, milliseconds: test.duration ?? 0 };
}
