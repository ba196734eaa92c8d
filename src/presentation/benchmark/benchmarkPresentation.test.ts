import { describe, expect, it } from 'vitest';
import { bareBenchmark, hostileBenchmark, hostileNames, manyVariants } from '../../../test/fixtures/benchmarkForms.ts';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { textsIn } from '../../protocol/messages/languages.ts';
import { benchmarkReport as schema } from '../../protocol/result/benchmark.ts';
import { readStoredReport } from '../../protocol/result/readReport.ts';
import { storedBenchmark } from '../../protocol/result/storedBenchmark.ts';
import { sayIn } from '../say.ts';
import { benchmarkCsv } from './benchmarkCsv.ts';
import { benchmarkMarkdown } from './benchmarkMarkdown.ts';
import { spokenVariants, variantTable } from './variantTable.ts';

const say = sayIn();
const forms = { usual: benchmarkReport, many: () => manyVariants(50), bare: bareBenchmark, hostile: hostileBenchmark };

describe.each(Object.entries(forms))('the form %s', (_, form) => {
  it('is what a file may hold', () => {
    const report = form();
    expect(schema.safeParse(JSON.parse(storedBenchmark(report))).error).toBeUndefined();
    expect(readStoredReport(storedBenchmark(report), 'x').versions).toEqual(report.versions);
  });

  it('has rows of as many cells as there are columns, in Markdown and CSV', () => {
    const report = form();
    const tables = benchmarkMarkdown(report)
      .split('\n\n')
      .filter((part) => part.startsWith('|'));
    for (const table of tables) {
      // A bar that is not escaped begins another cell.
      const cells = table
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(cells).size, table.slice(0, 200)).toBe(1);
    }
    const counts = csvRows(benchmarkCsv(report)).map((row) => row.length);
    expect(new Set(counts).size).toBe(1);
    expect(counts).toHaveLength(report.variants.length + 1);
  });
});

describe('the table of variants', () => {
  const texts = (report = benchmarkReport()) =>
    spokenVariants(variantTable(report), 'main', say).rows.map((row) => row.map(({ text }) => text));

  it('says values, differences, intervals, and that there is no difference', () => {
    expect(texts().slice(0, 3)).toEqual([
      ['net.onnx (original)', '2.6 MB', '2.95 ms (2.92 ms to 2.98 ms)', '–', '99.2 %', '–', '–'],
      [
        ...['net.int8.onnx', '690 kB (3.77× smaller)', '1.1 ms (1.09 ms to 1.11 ms)', '2.68× faster (2.65 to 2.71)'],
        ...['98.8 % (−0.4 points)', '99.4 %', '31.4 dB'],
      ],
      [
        ...['net.fp16.onnx', '1.31 MB (1.98× smaller)', '2.97 ms (2.94 ms to 3 ms)'],
        ...['no difference (0.993 to 1.02)', '99.2 %', '100 %', '68 dB'],
      ],
    ]);
  });

  it('has a row for what could not be measured, with the reason', () => {
    expect(texts()[3]?.[2]).toBe('not measured');
    const { rows, columns } = variantTable(benchmarkReport());
    expect(rows[3]?.failure?.code).toBe('runtime.provider-missing');
    const remark = columns.findIndex(({ id }) => id === 'remark');
    expect(rows.map(({ cells }) => cells[remark]?.text)).toEqual([undefined, undefined, undefined, rows[3]?.failure]);
  });

  it('says beside every figure that rests on made-up data that it does', () => {
    const { samples } = benchmarkReport();
    const { columns } = variantTable(benchmarkReport({ samples: { ...samples, synthetic: true } }));
    const onData = columns.filter(({ id }) => /^(latency|p90|p99|metric|agreement|sqnr)/.test(id));
    expect(onData.length).toBeGreaterThan(5);
    for (const { heading } of onData) expect(say(heading)).toContain('synthetic data');
  });

  it('gives the metrics of the field: accuracy drop rate, FLOPs and MACs reduced, both ways of using weights', () => {
    const report = benchmarkReport();
    const [original, integer] = report.variants;
    const pruned = {
      ...integer!,
      ...{ macs: { total: 13e6, integer: 0 }, parameters: 320_000, exact: { ...integer!.accuracy!, agreement: 0.9 } },
    };
    const { columns, rows } = variantTable({ ...report, variants: [original!, pruned] });
    const cell = (id: string) => rows[1]!.cells[columns.findIndex((column) => column.id === id)];
    expect(cell('drop-rate-0')?.value).toBeCloseTo((0.992 - 0.988) / 0.992, 12);
    expect(cell('flops')?.value).toBe(26e6);
    expect(say(cell('macs')!.delta!)).toBe('−50 %');
    expect(say(cell('parameters')!.delta!)).toBe('−50 %');
    expect(cell('agreement-exact')?.text).toBe('90 %');
  });

  it('leaves out columns of which nothing is known', () => {
    const { columns } = variantTable(bareBenchmark());
    expect(columns.map(({ id }) => id)).toEqual(['size', 'parameters', 'sparsity']);
  });
});

describe('Markdown', () => {
  it('takes nothing in a name for markup', () => {
    const text = benchmarkMarkdown(hostileBenchmark());
    expect(text).not.toMatch(/(?<!\\)<(script|img|b|\/style)/);
    expect(text).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
  });

  it('speaks another language', () => {
    expect(benchmarkMarkdown(benchmarkReport(), textsIn('zh-cn'))).toContain('## 变体与原模型的比较');
  });
});

describe('CSV', () => {
  it('has all digits, and names as they are', () => {
    const [heading, ...rows] = csvRows(benchmarkCsv(hostileBenchmark()));
    const models = rows.map((row) => row[heading!.indexOf('model')]);
    expect(models).toEqual(hostileNames);
    expect(rows[1]![heading!.indexOf('ratio')]).toBe('0.373');
  });
});

/** Rows of a table as RFC 4180 has it. */
function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
