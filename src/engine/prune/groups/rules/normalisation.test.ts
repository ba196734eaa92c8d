import { describe, expect, it } from 'vitest';
import { type AttributeValue, float, int, intAttribute, ints } from '../../../onnx/attributes.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

const channels = 8;

/** A convolution, what is made of its channels, and a last one. */
const withChannels = (make: (net: SmallNet, x: string) => string, opset = 18) =>
  expectExactRemoval(() => {
    const net = new SmallNet({ opset });
    const x = net.conv('first', net.input('x', ['N', 3, 4, 4]), 3, channels);
    return net.endPicture(make(net, x), channels);
  });

it('takes numbers of batch normalisation along, also where eps is zero', async () => {
  for (const epsilon of [1e-5, 0]) {
    const { groups } = await withChannels((net, x) => {
      const [mean, variance] = [net.bias(channels), net.uniform([channels], 0.5, 2)];
      const inputs = [x, net.uniform([channels], 0.5, 2), net.bias(channels), mean, variance];
      return net.node('BatchNormalization', inputs, { epsilon: float(epsilon) });
    });
    expect(groups).toEqual(['first: 8']);
  }
});

it('takes numbers of instance normalisation along', async () => {
  const { groups } = await withChannels((net, x) =>
    net.node('InstanceNormalization', [x, net.uniform([channels], 0.5, 2), net.bias(channels)]),
  );
  expect(groups).toEqual(['first: 8']);
});

it('keeps channels that are divided by their deviation, were it zero', async () => {
  const { frozen } = await withChannels((net, x) => {
    const inputs = [x, net.uniform([channels], 0.5, 2), net.bias(channels)];
    return net.node('InstanceNormalization', inputs, { epsilon: float(0) });
  });
  expect(frozen).toMatchObject({ first: 'pruneGroups.not-finite' });
});

describe('group normalisation', () => {
  it.each([
    [18, 4, 4, ['first: 4']],
    [21, 4, 8, ['first: 4']],
    [21, 8, 8, ['first: 8']],
    [21, 1, 8, []],
  ])('loses whole groups: opset %d, %d groups', async (opset, count, parameters, expected) => {
    const { groups, frozen, pruned } = await withChannels((net, x) => {
      const inputs = [x, net.uniform([parameters], 0.5, 2), net.bias(parameters)];
      return net.node('GroupNormalization', inputs, { num_groups: int(count) });
    }, opset);
    expect(groups).toEqual(expected);
    const node = [...pruned.graph.nodes].find(({ opType }) => opType === 'GroupNormalization')!;
    expect(intAttribute(node, 'num_groups')).toBe(count === 1 ? 1 : count / 2);
    if (count === 1) expect(frozen).toMatchObject({ first: 'pruneGroups.all-together' });
  });
});

describe('what computes across channels', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, AttributeValue>>])[] = [
    ['Softmax', { axis: int(1) }],
    ['LogSoftmax', { axis: int(-3) }],
    ['LpNormalization', { axis: int(1) }],
    ['LRN', { size: int(3) }],
  ];
  it.each(cases)('%s keeps all of them', async (operator, attributes) => {
    const { groups, frozen } = await withChannels((net, x) => net.node(operator, [x], attributes));
    expect(groups).toEqual([]);
    expect(frozen).toMatchObject({ first: 'pruneGroups.across' });
  });

  const others: typeof cases = [
    ['Softmax', { axis: int(-1) }],
    ['LpNormalization', { axis: int(2) }],
  ];
  it.each(others)('%s along another dimension lets them go', async (operator, attributes) => {
    const { groups } = await withChannels((net, x) => net.node(operator, [x], attributes));
    expect(groups).toEqual(['first: 8']);
  });

  it('computes along all later dimensions in older opsets', async () => {
    const { frozen } = await withChannels((net, x) => net.node('Softmax', [x], { axis: int(1) }), 12);
    expect(frozen).toMatchObject({ first: 'pruneGroups.across' });
    const { groups } = await withChannels((net, x) => net.node('Softmax', [x], { axis: int(2) }), 12);
    expect(groups).toEqual(['first: 8']);
  });

  it('normalises layers: the channels stay, the tokens go', async () => {
    const normalised = (turned: boolean) => {
      const net = new SmallNet();
      const tokens = net.node('MatMul', [net.weight([6, 4]), net.input('x', [2, 4, 5])], {}, { name: 'tokens' });
      const inner = net.linear('inner', tokens, 5, channels);
      const x = net.node('LayerNormalization', [inner, net.uniform([channels], 0.5, 2), net.bias(channels)]);
      const left = net.linear('left', x, channels, 3);
      return net.output(turned ? net.node('MatMul', [net.weight([2, 6]), left], {}, { name: 'last' }) : left).build();
    };
    const { groups, frozen } = await expectExactRemoval(() => normalised(true));
    expect(groups).toEqual(['tokens: 6']);
    expect(frozen).toEqual({
      inner: 'pruneGroups.across',
      left: 'pruneGroups.output',
      last: 'pruneGroups.output',
    });
  });
});

describe('reductions', () => {
  it.each([
    ['ReduceMean', 18],
    ['ReduceMax', 18],
    ['ReduceSum', 13],
    ['ReduceL2', 13],
  ])('%s over pictures keeps channels apart (opset %d)', async (operator, opset) => {
    for (const keepdims of [0, 1]) {
      const { groups } = await expectExactRemoval(() => {
        const net = new SmallNet({ opset });
        const x = net.conv('first', net.input('x', ['N', 3, 4, 4]), 3, channels);
        const given = operator === 'ReduceSum' || opset >= 18;
        const inputs = given ? [x, net.ints([2, -1])] : [x];
        const attributes = { keepdims: int(keepdims), ...(!given && { axes: ints([2, -1]) }) };
        const reduced = net.node(operator, inputs, attributes);
        return keepdims === 1 ? net.endPicture(reduced, channels) : net.end(reduced, channels);
      });
      expect(groups).toEqual(['first: 8']);
    }
  });

  it.each(['ReduceSum', 'ReduceMean', 'ArgMax'])('%s over channels needs all of them', async (operator) => {
    const { groups, frozen } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const x = net.conv('first', net.input('x', ['N', 3, 4, 4]), 3, channels);
      const inputs = operator === 'ReduceSum' ? [x, net.ints([1])] : [x];
      const attributes =
        operator === 'ArgMax' ? { axis: int(1) } : operator === 'ReduceMean' ? { axes: ints([1]) } : {};
      return net
        .output(net.node(operator, inputs, attributes), undefined, operator === 'ArgMax' ? 'int64' : 'float32')
        .build();
    });
    expect(groups).toEqual([]);
    expect(frozen).toEqual({ first: 'pruneGroups.across' });
  });
});

describe('pools', () => {
  it.each(['MaxPool', 'AveragePool', 'GlobalMaxPool', 'GlobalAveragePool'])(
    '%s passes channels on',
    async (operator) => {
      const attributes = operator.startsWith('Global') ? {} : { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
      const { groups } = await withChannels((net, x) => net.node(operator, [x], attributes));
      expect(groups).toEqual(['first: 8']);
    },
  );

  it('keeps all channels where it counts through them', async () => {
    const { groups, frozen } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const x = net.conv('first', net.input('x', ['N', 3, 4, 4]), 3, channels);
      const [pooled, places] = net.nodeWith(2, 'MaxPool', [x], { kernel_shape: ints([2, 2]) });
      const sum = net.node('Cast', [net.node('ReduceSum', [places!, net.ints([1, 2, 3])], {})], { to: int(1) });
      return net.endPicture(net.node('Add', [pooled!, sum]), channels);
    });
    expect(groups).toEqual([]);
    expect(frozen).toMatchObject({ first: 'pruneGroups.positions' });
  });
});
