import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calibrationDigits, digitsFile } from '../../../test/fixtures/digits.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { openModel } from '../onnx/open.ts';
import { prepareStaticScheme } from '../sensitivity/scheme/staticScheme.ts';
import { nodeTimes } from './nodeTimes.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-times-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

describe('the times of nodes', () => {
  it('are those of all convolutions and products, in float and on integers, and nearly all there is', async () => {
    const context = {
      ...{ progress: () => undefined, log: () => undefined, finding: () => undefined },
      ...{ signal: new AbortController().signal, temporaryFolder, threads: 1, seed: 0 },
    };
    const dataset = await calibrationDigits(4);
    const options = quantizeStaticOptions.parse({});
    const scheme = await prepareStaticScheme(openModel(digitsFile), dataset, options, context);
    const [float, quantized] = [scheme.float, scheme.quantized()];
    for await (const { feeds } of dataset.samples({ end: 1 })) {
      for (const model of [float, quantized]) {
        const { nodes, conversions, milliseconds } = await nodeTimes(model, feeds, { temporaryFolder, threads: 1 });
        const sum = [...nodes.values()].reduce((total, time) => total + time, conversions.milliseconds);
        expect(sum).toBeLessThanOrEqual(milliseconds);
        expect(nodes.size).toBeGreaterThan(12);
        const isInteger = model === quantized;
        expect(conversions.elements > 0).toBe(isInteger);
        // A convolution in float may be named after the Relu that went into it.
        const timed = [...nodes.keys()].filter(({ opType }) => /Conv|Gemm|Relu|Add/.test(opType));
        expect(timed.length).toBeGreaterThanOrEqual(12);
      }
    }
    float.close();
  });
});
