import { describe, expect, it } from 'vitest';
import { int, intAttribute, ints, text } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

const inputs = 5;
const hidden = 6;

interface Form {
  readonly operator: 'LSTM' | 'GRU' | 'RNN';
  readonly directions: 1 | 2;
  readonly states?: 'constant' | 'zeros';
  readonly peepholes?: boolean;
}

/** A layer before, a recurrent one, and a layer on all its steps and on its last state. */
function recurrent({ operator, directions, states, peepholes = false }: Form): () => Model {
  return () => {
    const net = new SmallNet();
    const gates = { LSTM: 4, GRU: 3, RNN: 1 }[operator];
    const x = net.relu(net.linear('before', net.input('x', ['L', 'N', 3]), 3, inputs));
    const uniform = (...dims: number[]): string => net.uniform([directions, ...dims], -0.5, 0.5);
    const state = (): string =>
      states === 'zeros'
        ? net.node('ConstantOfShape', [net.concat([net.ints([directions]), net.size(x, 1), net.ints([hidden])], 0)])
        : states === 'constant'
          ? net.node('Expand', [uniform(1, hidden), net.concat([net.ints([1]), net.size(x, 1), net.ints([1])], 0)])
          : '';
    const operands = [
      x,
      uniform(gates * hidden, inputs),
      uniform(gates * hidden, hidden),
      uniform(2 * gates * hidden),
      '',
    ];
    operands.push(state());
    if (operator === 'LSTM') operands.push(state(), peepholes ? uniform(3 * hidden) : '');
    const attributes = { hidden_size: int(hidden), ...(directions === 2 && { direction: text('bidirectional') }) };
    const [all, last] = net.nodeWith(2, operator, operands, attributes, { name: 'recurrent' });
    const steps = net.reshape(net.node('Transpose', [all!], { perm: ints([0, 2, 1, 3]) }), [0, 0, -1]);
    const end = net.node('ReduceMax', [last!], { axes: ints([0]), keepdims: int(0) });
    net.output(net.linear('onLast', end, hidden, 2));
    const flat = net.node(
      'Gemm',
      [net.reshape(steps, [-1, directions * hidden]), net.matrix(directions * hidden, 3)],
      {},
      { name: 'gemm' },
    );
    return net.output(flat).build();
  };
}

const sizes = [
  { L: 4, N: 2 },
  { L: 3, N: 1 },
] as const;

describe('recurrent layers', () => {
  it.each<Form>([
    { operator: 'LSTM', directions: 1 },
    { operator: 'LSTM', directions: 2, states: 'zeros' },
    { operator: 'LSTM', directions: 1, states: 'constant', peepholes: true },
    { operator: 'GRU', directions: 2 },
    { operator: 'GRU', directions: 1, states: 'constant' },
    { operator: 'RNN', directions: 2, states: 'zeros' },
  ])('lose hidden units and inputs: %o', async (form) => {
    const { groups, pruned } = await expectExactRemoval(recurrent(form), { sizes });
    expect(groups).toEqual([`before: ${inputs}`, `recurrent: ${hidden}`]);
    const [node] = [...pruned.graph.nodes].filter(({ name }) => name === 'recurrent');
    expect(intAttribute(node!, 'hidden_size')).toBe(hidden / 2);
  });

  it('keep units whose states come from outside', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const uniform = (...dims: number[]): string => net.uniform([1, ...dims], -0.5, 0.5);
      const operands = [net.input('x', ['L', 'N', inputs]), uniform(3 * hidden, inputs), uniform(3 * hidden, hidden)];
      const h = net.input('h', [1, 'N', hidden]);
      const [all] = net.nodeWith(1, 'GRU', [...operands, '', '', h], { hidden_size: int(hidden) }, { name: 'gru' });
      return net.end(all!, hidden);
    };
    expect((await expectExactRemoval(build, { sizes })).frozen).toMatchObject({ gru: 'pruneGroups.input' });
  });
});
