import { describe, expect, it } from 'vitest';
import { lowRank, prunedChannels, prunedWeights } from '../../../test/fixtures/reductions.ts';
import { format } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { reduction, type Reduction } from './reduction.ts';
import { plannedRows, reductionRows } from './reductionRows.ts';
import { reductionTables } from './reductionTables.ts';
import type { SummaryRow } from './summary.ts';

const said = (text: string | Message): string => (typeof text === 'string' ? text : format(text));
const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');

function written(of: Reduction) {
  const { summary, tables } = reductionTables(of);
  return {
    summary: plain(said(summary)),
    tables: tables.map(({ heading, columns, rows }) => ({
      heading: said(heading),
      columns: columns.map((column) => said(column.heading)),
      rows: rows.map((row) => row.map(({ text }) => plain(said(text)))),
    })),
  };
}

const line = ({ label, before, after, change }: SummaryRow): string =>
  plain(`${said(label)}: ${before} → ${after} (${said(change)})`);

describe('the tables of what a pass took away', () => {
  it('name the producers and consumers of groups of channels, and what was decided', () => {
    const { summary, tables } = written(prunedChannels);
    expect(summary).toBe('2 of 3 groups lose channels: 200 → 120.');
    expect(tables.map(({ heading }) => heading)).toEqual(['Channels', 'Left as it is']);
    expect(tables[0]!.rows).toEqual([
      ['/block1/conv1, /block1/shortcut', '/block1/conv2', '64 → 48', ''],
      ['/block2/conv1, /block2/shortcut', '/block2/conv2', '128 → 64', ''],
      ['/block3/conv1, /block3/shortcut', '/block3/conv2', '8', 'not among what was chosen; it has no nodes'],
    ]);
    // One without a name goes by its output.
    expect(tables[1]!.rows).toEqual([
      ['/head/Gemm', 'Gemm', 'excluded by name'],
      ['/out', 'LSTM', 'the operator LSTM was excluded'],
    ]);
  });

  it('say the share of zeros and the bytes of layers, and errors where some were measured', () => {
    const { summary, tables } = written(prunedWeights);
    expect(summary).toBe('181 k of 250 k weights of 2 layers are zero, 72.2 %.');
    expect(tables).toHaveLength(1);
    expect(tables[0]!.rows).toEqual([
      ['/block1/conv1', 'Conv', '200 k', '0 % → 90 %', '800 kB → 105 kB', '0.012'],
      ['/head/MatMul', 'MatMul', '50 k', '1 %', '200 kB', '–'],
    ]);
    const unmeasured = prunedWeights.layers.map(({ error: _, ...layer }) => layer);
    expect(written({ ...prunedWeights, layers: unmeasured }).tables[0]!.columns).toHaveLength(5);
  });

  it('say rank, form, error, time and whether a layer was replaced', () => {
    const { summary, tables } = written(lowRank);
    expect(summary).toBe('1 of 2 layers become two smaller ones each.');
    expect(tables[0]!.rows[0]!.slice(2, 9)).toEqual([
      ...['k×1, 1×k', '12 of 48', '4 M → 1.5 M', '200 k → 70 k', '0.05', '1.2 ms → 600 µs', 'yes'],
    ]);
    expect(tables[0]!.rows[1]!.slice(7, 9)).toEqual(['', 'no']);
  });

  it('have a cell for every column, and numbers where they are sorted by numbers', () => {
    for (const each of [prunedChannels, prunedWeights, lowRank]) {
      for (const { columns, rows } of reductionTables(each).tables) {
        for (const row of rows) expect(row).toHaveLength(columns.length);
      }
    }
  });
});

describe('what several passes together took away', () => {
  it('goes from before the first to after the last', () => {
    expect(reductionRows([prunedChannels, lowRank]).map(line)).toEqual([
      'parameters: 640 k → 120 k (5.33× less)',
      'MACs: 12 M → 3.5 M (3.43× less)',
    ]);
  });

  it('leaves MACs out where not every pass knows them, and counts zeros of the whole model', () => {
    expect(reductionRows([prunedChannels, prunedWeights]).map(line)).toEqual([
      'parameters: 640 k → 250 k (2.56× less)',
      'weights that are zero: 0.2 % → 72.2 % ()',
    ]);
  });

  it('is nothing where nothing was taken away', () => {
    expect(reductionRows([])).toEqual([]);
  });

  it('is expected of a plan with size and latency', () => {
    expect(plannedRows(prunedChannels).map(line).slice(2)).toEqual([
      'size (expected): 2.56 MB → 1 MB (2.56× less)',
      'latency (expected): 2.4 ms → 1.5 ms (1.6× less)',
    ]);
  });
});

it('is stored and read again without a loss, also where a figure is none', () => {
  for (const each of [prunedChannels, prunedWeights, lowRank]) {
    expect(reduction.parse(JSON.parse(JSON.stringify(reduction.encode(each))))).toEqual(each);
  }
});
