import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readNodeData } from '../nodeData/readNodeData.ts';
import type { SensitiveLayer } from './sensitivity.ts';
import { sensitivityCsv } from './sensitivityCsv.ts';
import { sensitivityNodeData } from './sensitivityNodeData.ts';
import { foundSensitivity } from './testing/foundSensitivity.ts';
import { worstFirst } from './worstFirst.ts';

const { layers } = foundSensitivity;
const read = (text: string) => parse<Record<string, string>>(text, { columns: true, record_delimiter: '\r\n' });

describe('the table of layers', () => {
  it('has a line a layer in the order they run, as others read it', () => {
    const rows = read(sensitivityCsv(layers));
    expect(rows.map(({ node }) => node)).toEqual(['c1', 'a1', 'g1']);
    expect(rows[0]).toEqual({
      ...{ node: 'c1', name: '/stem/conv, "first"', operator: 'Conv', precision: 'integer', macs: '1000' },
      ...{ symptomSqnr: '31.25', symptomCosine: '0.9996', symptomRelative: '0.027' },
      ...{ symptomRank: '2', symptomRankLow: '1', symptomRankHigh: '2', weightsSqnr: '44' },
      ...{ causeSqnr: '20.5', causeRank: '1', causeRankLow: '1', causeRankHigh: '2' },
      ...{ causeDivergence: '0.00123', causeChanged: '0.031', causeOfWeightsSqnr: '40', origins: '["c1","bn1"]' },
      ...{ 'top-1.before': '0.97', 'top-1.after': '0.9' },
    });
    expect(rows[1]).toMatchObject({ name: '', causeSqnr: '', macs: '', 'top-1.after': '' });
    expect(rows[2]).toMatchObject({ symptomSqnr: 'Infinity', causeSqnr: 'Infinity', origins: '[]' });
  });

  it('has no columns of what was measured of none', () => {
    const [row] = read(sensitivityCsv(layers.map(({ cause: _, causeRank: _1, ...layer }) => layer)));
    const names = Object.keys(row!);
    for (const name of ['causeSqnr', 'causeRank', 'allButSqnr', 'top-1.after']) expect(names).not.toContain(name);
    expect(names).toContain('symptomSqnr');
  });

  it('of no layers is its headings', () => {
    expect(sensitivityCsv([])).toBe('node,name,operator,precision,origins\r\n');
  });
});

describe('node data', () => {
  it('has a value for each node of the file that a layer stands for, where it is finite', () => {
    const [cause] = readNodeData(sensitivityNodeData(layers, 'cause', 'net.onnx'), 'x').graphs;
    expect(cause).toMatchObject({ graphId: 'net.onnx', meaning: { unit: 'decibels', strong: 'low' } });
    expect([...cause!.results]).toEqual([
      ['c1', 20.5],
      ['bn1', 20.5],
    ]);
    const [symptom] = readNodeData(sensitivityNodeData(layers, 'symptom', 'net.onnx'), 'x').graphs;
    expect([...symptom!.results]).toEqual([
      ['c1', 31.25],
      ['bn1', 31.25],
      ['a1', 12.5],
    ]);
  });
});

describe('the worst first', () => {
  const layerOf = (node: string, cause?: number, symptom?: number, weights?: number): SensitiveLayer => ({
    ...{ node, name: node, operator: 'Conv', origins: [], precision: 'integer', activations: [] },
    ...(cause !== undefined && { cause: { sqnr: cause, outputs: [], metrics: [] } }),
    ...(symptom !== undefined && { symptom: { sqnr: symptom, cosine: 1, relative: 0 } }),
    ...(weights !== undefined && { weights: { sqnr: weights, cosine: 1, relative: 0 } }),
  });
  const order = (...given: readonly SensitiveLayer[]) => worstFirst(given).map(({ node }) => node);

  it('is by cause, then by symptom, then by weights', () => {
    expect(
      order(layerOf('w', undefined, undefined, 1), layerOf('s', undefined, 2), layerOf('c', 50, 90), layerOf('d', 10)),
    ).toEqual(['d', 'c', 's', 'w']);
  });

  it('has infinities at the ends, what is undefined last, and keeps the order of equals', () => {
    expect(
      order(layerOf('n', NaN), layerOf('p', Infinity), layerOf('a', 3), layerOf('b', 3), layerOf('m', -Infinity)),
    ).toEqual(['m', 'a', 'b', 'p', 'n']);
  });
});
