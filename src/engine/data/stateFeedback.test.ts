import { describe, expect, it } from 'vitest';
import { stateFeedback } from './stateFeedback.ts';
import { complaint, input } from './testing/samples.ts';

const inputs = [input('x', ['batch', 'L']), input('state', [2, 'batch', 3], 'int64')];

describe('stateFeedback', () => {
  it('starts with zeros of the type and shape of the input', () => {
    expect(stateFeedback([{ output: 'stateN', input: 'state' }], inputs, ['y', 'stateN'], { batch: 2 })).toEqual([
      { output: 'stateN', input: 'state', initial: { type: 'int64', dims: [2, 2, 3], data: new BigInt64Array(12) } },
    ]);
    expect(stateFeedback([], inputs, undefined, undefined)).toEqual([]);
  });

  it('refuses names that the model does not have, and an input that is fed twice', async () => {
    const pair = { output: 'stateN', input: 'state' };
    expect(await complaint(() => stateFeedback([{ ...pair, input: 'h' }], inputs, undefined, {}))).toMatch(
      /"h".*x, state/,
    );
    expect(await complaint(() => stateFeedback([pair], inputs, ['y'], {}))).toMatch(/"stateN".*outputs: y/);
    expect(await complaint(() => stateFeedback([pair, pair], inputs, undefined, {}))).toMatch(/fed back twice/);
  });
});
