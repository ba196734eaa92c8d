import { expect, it } from 'vitest';
import { calibrationDigits, digitsFile, testDigits } from '../../../test/fixtures/digits.ts';
import type { FactorizeOptions } from '../../protocol/options/factorize.ts';
import { batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset.ts';
import { classRows, largestClass } from '../data/metrics/classRows.ts';
import { modelInputs } from '../data/modelInputs.ts';
import { take } from '../data/take.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { withSession } from '../runtime/session.ts';
import { factorized } from './testing/factorizing.ts';

/** The first of its largest layers. */
const largest = '/residual3/first/conv/Conv';

/** Share of digits that are recognized. */
async function top1(model: Model, digits: Dataset): Promise<number> {
  return withSession(model, { threads: 2 }, async (session) => {
    let [right, all] = [0, 0];
    for await (const { feeds, labels = [] } of batch(digits, 50, modelInputs(model)).samples()) {
      const [scores] = (await session.run(feeds)).values();
      const rows = classRows(scores!)!;
      labels.forEach((label, row) => (right += largestClass(rows, row) === label ? 1 : 0));
      all += labels.length;
    }
    return right / all;
  });
}

it('digits: where plain decomposition loses two points, the one that knows the inputs loses half of that at most', async () => {
  const digits = take(await testDigits(), 500);
  const at = async (rank: number, factorization: FactorizeOptions['factorization']): Promise<number> => {
    const model = openModel(digitsFile);
    const options: Partial<FactorizeOptions> = {
      rank: `${rank}`,
      factorization,
      convolutions: 'spatial',
      includeNodes: [largest],
    };
    await factorized(model, await calibrationDigits(16), options);
    try {
      return await top1(model, digits);
    } finally {
      model.close();
    }
  };
  const original = openModel(digitsFile);
  const before = await top1(original, digits);
  original.close();
  let rank = 12;
  let plain = await at(rank, 'svd');
  while (before - plain < 0.02 && rank > 1) plain = await at(--rank, 'svd');
  expect(before - plain).toBeGreaterThanOrEqual(0.02);
  expect(before - (await at(rank, 'activation-aware'))).toBeLessThanOrEqual((before - plain) / 2);
}, 240_000);
