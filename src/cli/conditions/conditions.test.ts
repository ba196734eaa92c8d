import { describe, expect, it } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { format } from '../../protocol/messages/catalogue.ts';
import type { BenchmarkReport, BenchmarkVariant, Timings } from '../../protocol/result/benchmark.ts';
import { UsageError } from '../options/usageError.ts';
import { parseCondition } from './condition.ts';
import { judge } from './judge.ts';

const report = benchmarkReport();
const [original, integer, half, missing] = report.variants as readonly [
  BenchmarkVariant,
  BenchmarkVariant,
  BenchmarkVariant,
  BenchmarkVariant,
];

function beside(...variants: readonly BenchmarkVariant[]): BenchmarkReport {
  return { ...report, variants: [original, ...variants] };
}

function lines(condition: string, of: BenchmarkReport, own = false): readonly string[] {
  return judge(of, [parseCondition(condition, own)]).map((line) => format(line));
}

/** A variant whose latency is so many times that of the original, by an interval. */
function taking(median: number, low: number, high: number): BenchmarkVariant {
  const { timings } = integer;
  const verdict = high < 1 ? 'faster' : low > 1 ? 'slower' : 'no-difference';
  return { ...integer, timings: { ...timings!, ratio: { median, low, high, verdict, blocks: 20 } } };
}

function refusal(text: string, own = false): string {
  try {
    parseCondition(text, own);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  return expect.fail('it should have been refused');
}

describe('a condition', () => {
  it.each<[string, string, string, object]>([
    ['p50>1.05x', 'p50', '>', { kind: 'ratio', value: 1.05 }],
    [' p50 <= +10% ', 'p50', '<=', { kind: 'ratio', value: 1.1 }],
    ['p99>=5ms', 'p99', '>=', { kind: 'absolute', value: 5 }],
    ['session>1.5s', 'session', '>', { kind: 'absolute', value: 1500 }],
    ['firstrun>250us', 'firstRun', '>', { kind: 'absolute', value: 0.25 }],
    ['size>20MB', 'size', '>', { kind: 'absolute', value: 20e6 }],
    ['size>1MiB', 'size', '>', { kind: 'absolute', value: 2 ** 20 }],
    ['memory>+100MB', 'memory', '>', { kind: 'difference', value: 1e8 }],
    ['macs>.5G', 'macs', '>', { kind: 'absolute', value: 5e8 }],
    ['top1<98', 'top1', '<', { kind: 'absolute', value: 0.98 }],
    ['top-1 < 98%', 'top1', '<', { kind: 'absolute', value: 0.98 }],
    ['top5<-0.5', 'top5', '<', { kind: 'difference', value: -0.005 }],
    ['agreement<99%', 'agreement', '<', { kind: 'absolute', value: 0.99 }],
    ['sqnr<30dB', 'sqnr', '<', { kind: 'absolute', value: 30 }],
    ['sqnr<-5', 'sqnr', '<', { kind: 'absolute', value: -5 }],
    ['throughput<0.9x', 'throughput', '<', { kind: 'ratio', value: 0.9 }],
  ])('%s', (text, name, comparator, limit) => {
    const { measure, ...condition } = parseCondition(text, false);
    expect(measure.name).toBe(name);
    expect(condition).toMatchObject({
      comparator,
      limit: { ...limit, value: expect.closeTo((limit as { value: number }).value, 9) as number },
    });
  });

  it.each<[string, string]>([
    ['', 'write a measure'],
    ['p50', 'write a measure'],
    ['p50=5ms', 'write a measure'],
    ['p50>>5ms', 'write a measure'],
    ['p50>5ms>3ms', 'write a measure'],
    ['>5ms', 'write a measure'],
    ['p50>fast', 'write a measure'],
    ['p50>1e5ms', 'write a measure'],
    ['p5O>5ms', 'there is no measure p5O'],
    ['__proto__>5', 'there is no measure'],
    ['p50>5', 'one of these units: ms, s'],
    ['p50>5MB', 'one of these units: ms, s'],
    ['size>5constructor', 'one of these units: B'],
    ['p50>+1.05x', 'has no sign'],
    ['top1<-0.5%', 'Write -0.5 for points'],
    ['agreement<0.99x', 'compares with the original already'],
    [`macs>${'9'.repeat(400)}`, 'no number'],
    [' '.repeat(50_000), 'write a measure'],
  ])('%s is refused', (text, words) => {
    expect(refusal(text)).toContain(words);
  });

  it('may be about a metric of the user where there is one', () => {
    expect(refusal('my score<0.9')).toContain('there is no measure my score');
    expect(parseCondition('my score<0.9', true)).toMatchObject({ limit: { kind: 'absolute', value: 0.9 } });
    expect(parseCondition('my score<-0.1', true)).toMatchObject({ limit: { kind: 'difference', value: -0.1 } });
  });
});

describe('a latency beside the original', () => {
  it.each<[string, readonly [number, number, number], string | undefined]>([
    [
      'all of the interval is beyond the limit',
      [1.1, 1.06, 1.14],
      'takes 1.1× the time of the original (1.06× to 1.14×)',
    ],
    ['the interval reaches over the limit by chance', [1.06, 1.04, 1.09], undefined],
    ['the interval ends before it', [1.01, 0.99, 1.03], undefined],
    ['the interval is too wide to say anything', [1.06, 0.9, 1.3], 'cannot be judged'],
    ['the interval is wide, but on one side', [0.5, 0.2, 0.9], undefined],
  ])('%s', (_what, interval, words) => {
    const found = lines('p50>1.05x', beside(taking(...interval)));
    if (words === undefined) expect(found).toEqual([]);
    else expect(found.join()).toContain(words);
    expect(lines('p50>+5%', beside(taking(...interval)))).toHaveLength(found.length);
  });

  it('may be asked to be faster, or by so many milliseconds', () => {
    expect(lines('p50>0.5x', beside(integer))).toEqual([]);
    expect(lines('p50>0.3x', beside(integer))).toHaveLength(1);
    expect(lines('p50>=1x', beside(half))).toEqual([]);
    // The original takes 2.95 ms.
    expect(lines('p50>+0.5ms', beside(taking(1.2, 1.18, 1.22)))).toHaveLength(1);
    expect(lines('p50>+0.7ms', beside(taking(1.2, 1.18, 1.22)))).toEqual([]);
  });
});

describe('conditions on a report', () => {
  it.each<[string, string | undefined]>([
    ['p50>1ms', 'has 1.1 ms (1.09 ms to 1.11 ms)'],
    ['p50>2ms', undefined],
    ['p50>1.1ms', undefined],
    ['p99>1.5ms', undefined],
    ['p99>0.37x', 'has 1.32 ms, the original 3.54 ms (0.373×)'],
    ['size>0.3x', undefined],
    ['size>600kB', 'has 690 kB'],
    ['size>-2MB', 'has 690 kB, the original 2.6 MB (0.265×)'],
    ['macs>26M', undefined],
    ['macs>=26M', 'has 26 M'],
    ['parameters<1x', undefined],
    ['throughput<2x', undefined],
    ['throughput<2000', 'has 1270/s'],
    ['top1<-0.4', undefined],
    ['top1<=-0.4', 'has 98.8 %, the original 99.2 % (−0.4 points)'],
    ['top1<99%', 'has 98.8 %'],
    ['top1<0.99x', undefined],
    ['agreement<99%', undefined],
    ['agreement<99.5', 'has 99.4 %'],
    ['sqnr<30', undefined],
    ['sqnr<40dB', 'has 31.4 dB'],
  ])('%s', (condition, words) => {
    const found = lines(condition, beside(integer));
    if (words === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(`net.int8.onnx ${words}`)]);
  });

  it('never pass what cannot be judged', () => {
    const bare: BenchmarkVariant = { ...integer, metrics: [] };
    delete (bare as { timings?: Timings }).timings;
    delete (bare as { accuracy?: unknown }).accuracy;
    delete (bare as { macs?: unknown }).macs;
    for (const condition of ['p50>1.05x', 'p99>9s', 'top1<-0.5', 'agreement<1%', 'sqnr<1', 'throughput<1']) {
      expect(lines(condition, beside(bare)).join(), condition).toContain('cannot be judged for net.int8.onnx');
    }
    expect(lines('macs>900G', beside(bare)).join()).toContain('could not be counted');
    expect(lines('size>1GB', beside(missing))).toEqual([expect.stringContaining('no adapter')]);
    expect(lines('top5<-0.5', beside(integer)).join()).toContain('There are: top1');
    expect(lines('top1<-0.5', { ...report, variants: [{ ...original, metrics: [] }, integer] })).toHaveLength(1);
    expect(lines('p50>1.05x', { ...report, variants: [original] }).join()).toContain('cannot be judged for net.onnx');
  });

  it('are judged for every variant, and for the model itself where it is alone', () => {
    expect(lines('p50>0.1x', beside(integer, half))).toHaveLength(2);
    expect(lines('p50>1ms', { ...report, variants: [original] })).toHaveLength(1);
    expect(lines('top1<100%', { ...report, variants: [original] })).toHaveLength(1);
  });

  it('are not about the originals on other providers, unless those are all there is', () => {
    const elsewhere = (each: BenchmarkVariant) => ({ ...each, name: `${each.name} elsewhere`, provider: 'webgpu' });
    const options = { ...report.options, providers: ['cpu', 'webgpu'] };
    const both = [original, integer, elsewhere({ ...original, timings: half.timings! }), elsewhere(integer)];
    const named = (variants: readonly BenchmarkVariant[]) =>
      judge({ ...report, options, variants }, [parseCondition('size>1B', false)]).map(({ args }) => args['name']);
    expect(named(both)).toEqual(['net.int8.onnx', 'net.int8.onnx elsewhere']);
    expect(named([original, elsewhere(original)])).toEqual(['net.onnx elsewhere']);
  });

  it('take a metric of the user as it is', () => {
    const metric = (value: number) => ({
      metrics: [
        { name: { code: 'metric.user', args: { name: 'My score' } }, unit: 'number', better: 'higher', value } as const,
      ],
    });
    const of = {
      ...report,
      variants: [
        { ...original, ...metric(0.9) },
        { ...integer, ...metric(0.7) },
      ],
    };
    expect(lines('my score<-0.1', of, true)).toHaveLength(1);
    expect(lines('my-score<-0.3', of, true)).toEqual([]);
    expect(lines('my score<0.75x', of, true)).toEqual([]);
    expect(lines('other<1', of, true).join()).toContain('There are: My score');
  });

  it('are exact: half a point is half a point', () => {
    const top1 = (value: number) => ({ metrics: [{ ...original.metrics[0]!, value }] });
    const of = {
      ...report,
      variants: [
        { ...original, ...top1(0.99) },
        { ...integer, ...top1(0.985) },
      ],
    };
    expect(0.985 - 0.99 < -0.005).toBe(true);
    expect(lines('top1<-0.5', of)).toEqual([]);
    expect(lines('top1<-0.499', of)).toHaveLength(1);
  });
});
