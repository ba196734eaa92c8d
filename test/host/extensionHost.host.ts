import { describe, expect, it } from 'vitest';
import { runInCodeServer } from './inCodeServer.ts';

const { tests, measured } = await runInCodeServer();
for (const line of measured) console.log(line);

/** What ran inside VS Code is told test by test, so that it counts with all the others. */
describe('in the extension host', () => {
  it('runs tests', () => expect(tests.length).toBeGreaterThan(0));

  for (const { title, state, milliseconds, error } of tests) {
    it(`${title} (${milliseconds} ms)`, ({ skip }) => {
      if (state === 'skipped') skip();
      if (state === 'failed') throw new Error(error);
    });
  }
});
