import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calibrationDigits, testDigits } from '../../../../test/fixtures/digits.ts';
import { fragileDigits } from '../../../../test/fixtures/fragileModels.ts';
import { type MixedOptions, mixedOptions } from '../../../protocol/options/mixed.ts';
import { type QuantizeStaticOptions, quantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { MixedFront, MixedPoint } from '../../../protocol/result/mixed.ts';
import type { Dataset } from '../../data/dataset.ts';
import { take } from '../../data/take.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { saveModel } from '../../onnx/save.ts';
import type { PassContext } from '../../recipe/context.ts';
import { runQuantizeStatic } from '../../recipe/passes/quantizeStatic.ts';
import { searchTradeOff } from '../../recipe/tradeOff.ts';
import { compareModels } from '../../report/compareModels.ts';
import { bytesOf } from './evaluator.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-mixed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;

interface Found {
  readonly original: Model;
  readonly fragile: readonly string[];
  readonly calibration: Dataset;
  readonly evaluation: Dataset;
  readonly front: MixedFront;
  /** Number of points in what was told on the way. */
  readonly told: readonly number[];
}

async function found(
  kind: 'range' | 'pair',
  search: Partial<MixedOptions>,
  options: Partial<QuantizeStaticOptions> = {},
): Promise<Found> {
  const { model, fragile } = fragileDigits(kind);
  const file = path.join(folder, `${kind}-${Math.random()}.onnx`);
  saveModel(model, file);
  const original = openModel(file);
  const [calibration, evaluation] = [await calibrationDigits(24), take(await testDigits(), 200)];
  const told: number[] = [];
  const context: PassContext = {
    ...contextWith(),
    finding: (finding) => finding.kind === 'mixed' && told.push(finding.front.points.length),
  };
  const judged = { original, dataset: evaluation, heldOut: false, metrics: [] };
  const aim = { options: quantizeStaticOptions.parse(options), search: mixedOptions.parse(search) };
  const front = await searchTradeOff(aim, calibration, judged, context);
  return { original, fragile, calibration, evaluation, front, told };
}

function contextWith(): PassContext {
  return {
    ...{ progress: () => undefined, log: () => undefined, finding: () => undefined },
    ...{ signal, temporaryFolder: folder, threads: 1, seed: 0 },
  };
}

/** Makes the model of a point with plain static quantization, and compares it with the original. */
async function madeAgain({ original, calibration, evaluation }: Found, { options }: MixedPoint) {
  const model = original.clone();
  const { coverage } = await runQuantizeStatic({ model, dataset: calibration, context: contextWith() }, options);
  const file = path.join(folder, 'again.onnx');
  saveModel(model, file, { overwrite: true });
  const compared = { threads: 1, signal, own: [], heldOut: false, onProgress: () => undefined };
  const accuracy = await compareModels(original, file, evaluation, compared);
  return { accuracy, bytes: bytesOf(file), integerMacs: coverage.macs!.integer / coverage.macs!.total };
}

describe('mixed precision of a classifier with layers that cannot bear 8 bits', () => {
  it.each(['range', 'pair'] as const)(
    'wins back what was lost and keeps the rest on integers: %s',
    async (kind) => {
      const result = await found(kind, { floor: 'top1=-0.5', steps: 8 });
      const { front, fragile, original } = result;
      const [first] = front.points;
      const chosen = front.points.find(({ id }) => id === front.chosen)!;
      expect(front.measure.name.code).toBe('metric.top-1');
      expect(first!.kept).toEqual([]);
      expect(front.float.value - first!.value).toBeGreaterThan(0.3);
      const lost = front.float.value - first!.value;
      expect((chosen.value - first!.value) / lost).toBeGreaterThanOrEqual(0.9);
      expect(front.float.value - chosen.value).toBeLessThanOrEqual(0.005 + 1e-9);
      expect(chosen.integerMacs).toBeGreaterThanOrEqual(0.8);
      expect(chosen.kept).toEqual(expect.arrayContaining([...fragile]));
      expect(front.points.length).toBeLessThanOrEqual(8);
      expect(result.told).toEqual(front.points.map((_, index) => index + 1));

      const small = front.points.filter((point) => point.front.size).sort((a, b) => b.value - a.value);
      for (const [index, point] of small.entries()) {
        if (index > 0) expect(point.bytes).toBeLessThan(small[index - 1]!.bytes);
      }
      for (const point of front.points) {
        const { accuracy, bytes, integerMacs } = await madeAgain(result, point);
        expect({ accuracy, bytes, integerMacs }).toEqual({
          ...{ accuracy: point.accuracy, bytes: point.bytes, integerMacs: point.integerMacs },
        });
      }
      original.close();
    },
    240_000,
  );

  it('takes the most accurate model where none meets the floor, and says so', async () => {
    const { front, original } = await found('range', { floor: 'top1=100', steps: 1 });
    expect(front.chosen).toBeUndefined();
    expect(front.nearest).toBe(0);
    expect(front.points).toHaveLength(1);
    expect(front.warnings.map(({ code }) => code)).toEqual(['mixed.floor-unmet']);
    original.close();
  }, 300_000);

  it('gives single weights a scale for each channel where the start has one for all', async () => {
    const { front, original } = await found('range', { floor: 'sqnr=60', steps: 2 }, { perChannel: false });
    expect(front.points[1]?.change.code).toBe('mixed.per-channel');
    const overrides = Object.values(front.points[1]!.options.tensorOverrides);
    expect(overrides.length).toBeGreaterThan(5);
    expect(overrides.every(({ perChannel }) => perChannel === true)).toBe(true);
    expect(front.measure).toMatchObject({ unit: 'decibel', better: 'higher' });
    expect(front.float.value).toBe(Number.POSITIVE_INFINITY);
    original.close();
  }, 300_000);
});
