import { describe, expect, it } from 'vitest';
import { runInCodeServer } from './inCodeServer.ts';

const results = await runInCodeServer();

/** What ran inside VS Code is told test by test, so that it counts with all the others. */
describe('in the extension host', () => {
  it('runs tests', () => expect(results.length).toBeGreaterThan(0));

  for (const { title, state, milliseconds, error } of results) {
    it(`${title} (${milliseconds} ms)`, ({ skip }) => {
      if (state === 'skipped') skip();
      if (state === 'failed') throw new Error(error);
    });
  }
});
