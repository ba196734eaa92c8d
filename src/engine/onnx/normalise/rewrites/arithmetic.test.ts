import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';

describe('division and subtraction', () => {
  for (const [from, to] of [
    ['Div', 'Mul'],
    ['Sub', 'Add'],
  ] as const) {
    it(`${from} by a constant becomes ${to}, and the constant stays what it was for others`, async () => {
      const net = new ModelBuilder();
      const x = net.input('x', [2, 3, 4]);
      const constant = net.uniform([3, 1], 0.5, 2);
      net.output(net.node(from, [x, constant], {}, { output: 'a' })).output(net.node('Max', [x, constant]));
      const { operators, origins } = await normalisedAlike(net.build());
      expect(operators).toEqual([to, 'Max']);
      expect(origins[0]).toEqual(['a']);
    });
  }

  it('stay where the constant is on the left, is zero, or counts', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [3]);
    net.output(net.node('Sub', [net.scalar(2), x]));
    net.output(net.node('Div', [x, net.uniform([3], 0, 0)]));
    const n = net.input('n', [3], 'int64');
    net.output(net.node('Div', [n, net.ints([2])]), undefined, 'int64');
    expect((await normalisedAlike(net.build())).operators).toEqual(['Sub', 'Div', 'Div']);
  });
});

describe('two multiplications by constants', () => {
  const pairs: readonly (readonly [readonly number[], readonly number[]])[] = [
    [[], []],
    [[3, 1], []],
    [
      [1, 1, 1],
      [3, 1],
    ],
    [[4], [1, 1, 1, 1]],
  ];
  for (const [first, second] of pairs) {
    it(`[${first.join('×')}] and [${second.join('×')}] become one`, async () => {
      const net = new ModelBuilder();
      const inner = net.node('Mul', [net.input('x', [2, 3, 4]), net.uniform(first, 0.5, 2)], {}, { output: 'a' });
      net.output(net.node('Mul', [net.uniform(second, 0.5, 2), inner], {}, { output: 'b' }));
      const { operators, origins } = await normalisedAlike(net.build());
      expect(operators).toEqual(['Mul']);
      expect(origins).toEqual([['a', 'b']]);
    });
  }

  it('stay two where neither is a number, and additions stay', async () => {
    const net = new ModelBuilder();
    const inner = net.node('Mul', [net.input('x', [2, 3, 4]), net.uniform([3, 1], 0.5, 2)]);
    const outer = net.node('Mul', [inner, net.uniform([4], 0.5, 2)]);
    net.output(net.node('Add', [net.node('Add', [outer, net.scalar(12582912)]), net.scalar(-12582912)]));
    expect((await normalisedAlike(net.build())).operators).toEqual(['Mul', 'Mul', 'Add', 'Add']);
  });
});
