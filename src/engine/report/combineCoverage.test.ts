import { describe, expect, it } from 'vitest';
import type { Coverage, NodeDecision } from '../../protocol/result/coverage.ts';
import { combineCoverage } from './combineCoverage.ts';

type Precision = NodeDecision['precision'];

function decision(node: string, precision: Precision, origins: readonly string[], macs?: number): NodeDecision {
  const reason = { code: `by ${node}`, args: {} };
  return { node, name: node, operator: 'Conv', origins, precision, reason, ...(macs !== undefined && { macs }) };
}

function coverage(decisions: readonly NodeDecision[], preset?: string): Coverage {
  const target = preset === undefined ? undefined : { preset, reason: { code: 'r', args: {} }, verified: true };
  return { nodes: { integer: 0, float: 0, none: 0 }, decisions, ...(target !== undefined && { target }) };
}

describe('the coverage of several passes', () => {
  it('of one pass is its own', () => {
    const one = coverage([decision('a', 'float', ['a'])]);
    expect(combineCoverage([one])).toBe(one);
  });

  it('is told in the nodes of the first, integer where any pass made them so', () => {
    const first = coverage([
      decision('conv', 'float', ['conv', 'norm'], 100),
      decision('gemm', 'integer', ['gemm'], 10),
      decision('softmax', 'float', ['softmax']),
      decision('shape', 'none', ['shape']),
    ]);
    const second = coverage(
      [
        decision('quantize', 'none', []),
        decision('late', 'integer', ['norm']),
        decision('done', 'none', ['gemm']),
        decision('odd', 'integer', ['shape']),
      ],
      'cpu',
    );
    const { nodes, macs, target, decisions } = combineCoverage([first, second]);
    expect(nodes).toEqual({ integer: 2, float: 1, none: 1 });
    expect(macs).toEqual({ integer: 110, total: 110 });
    expect(target?.preset).toBe('cpu');
    expect(decisions.map((each) => [each.node, each.precision, each.reason.code])).toEqual([
      ['conv', 'integer', 'by late'],
      ['gemm', 'integer', 'by gemm'],
      ['softmax', 'float', 'by softmax'],
      ['shape', 'none', 'by shape'],
    ]);
  });

  it('counts MACs that only a later pass knew', () => {
    const first = coverage([decision('a', 'integer', ['a']), decision('b', 'float', ['b'])]);
    const second = coverage([decision('a2', 'none', ['a'], 30), decision('b2', 'float', ['b'], 70)]);
    expect(combineCoverage([first, second]).macs).toEqual({ integer: 30, total: 100 });
  });
});
