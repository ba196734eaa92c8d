import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticsCollector } from './collector.ts';
import { InvalidStatisticsError, statisticsFromJson, statisticsToJson } from './statisticsJson.ts';
import { distributionNames, sample } from './testing/distributions.ts';

function collect(histogram: boolean, ...batches: readonly Float32Array[]) {
  const collector = new StatisticsCollector({ histogram });
  for (const batch of batches) collector.add(batch);
  return collector.statistics;
}

describe('statistics as JSON', () => {
  test.each(distributionNames)('come back from a file, %s values', (name) => {
    for (const histogram of [false, true]) {
      const statistics = collect(histogram, sample(name, 30_000), Float32Array.of(NaN, Infinity, 40));
      const text = JSON.stringify(statisticsToJson(statistics));
      expect(statisticsFromJson(JSON.parse(text))).toEqual(statistics);
      expect(text.length).toBeLessThan(histogram ? 50_000 : 300);
    }
  });

  test('come back whatever was seen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float32Array({ maxLength: 10 }), { maxLength: 3 }),
        fc.boolean(),
        (batches, histogram) => {
          const { bins, ...rest } = collect(histogram, ...batches);
          const restored = statisticsFromJson(
            JSON.parse(JSON.stringify(statisticsToJson({ ...rest, bins }))) as unknown,
          );
          expect({ ...restored, bins: null }).toEqual({ ...rest, bins: null });
          expect(restored.bins?.width).toBe(bins?.width);
          expect(restored.bins?.first).toBe(bins?.first);
          expect(restored.bins?.counts.findIndex((count, bin) => count !== bins?.counts[bin])).toBe(
            bins ? -1 : undefined,
          );
        },
      ),
      { numRuns: 200, examples: [[[Float32Array.of(-0)], false]] },
    );
  });

  const valid = statisticsToJson(collect(true, Float32Array.of(-1, 0, 2)));
  const histogram = valid.histogram!;

  test.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'statistics'],
    ['a field too few', { ...valid, nan: undefined }],
    ['a negative count', { ...valid, batches: -1 }],
    ['a bound that is not a number', { ...valid, range: [0, null] }],
    ['bounds in the wrong order', { ...valid, range: [2, -1] }],
    ['a range beyond the histogram', { ...valid, range: [-1, 2000] }],
    ['a histogram of values without a range', { ...valid, range: null }],
    ['a range without values in the histogram', { ...valid, histogram: { ...histogram, counts: [-8000] } }],
    ['half a value', { ...valid, histogram: { ...histogram, counts: [0.5] } }],
    ['no bin at zero', { ...valid, histogram: { ...histogram, first: -100, counts: [-50, 1] } }],
    ['more bins than there can be', { ...valid, histogram: { ...histogram, counts: [1, -1e15, 1] } }],
    ['a width beyond float32', { ...valid, histogram: { ...histogram, exponent: 1000 } }],
  ])('are refused if they hold %s', (_name, json) => {
    expect(() => statisticsFromJson(json)).toThrow(InvalidStatisticsError);
  });
});
