import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import { float, graphValue, int, ints, makeNode, text } from '../../attributes.ts';
import { elementTypeCode } from '../../elementType.ts';
import { onnx } from '../../generated/onnx.js';

/** Something between two Relus, of which only those are to be left. */
type Middle = (net: ModelBuilder, x: string) => string;

function between(middle: Middle, opset = 13): ModelBuilder {
  const net = new ModelBuilder({ opset });
  const x = net.node('Relu', [net.input('x', [2, 3, 4])], {}, { output: 'a' });
  return net.output(net.node('Sigmoid', [middle(net, x)], {}, { output: 'b' }));
}

const gone: Readonly<Record<string, readonly [Middle, number?]>> = {
  Identity: [(net, x) => net.node('Identity', [x])],
  'Dropout of opset 7': [(net, x) => net.node('Dropout', [x], { ratio: float(0.5) }), 7],
  'Dropout of opset 13': [(net, x) => net.node('Dropout', [x, net.scalar(0.5)])],
  'Dropout whose training is a constant false': [
    (net, x) => net.node('Dropout', [x, net.scalar(0.5), net.constant('bool', [], Uint8Array.of(0))]),
  ],
  'Dropout with a mask nobody reads': [(net, x) => net.nodeWith(2, 'Dropout', [x])[0]!],
  'Cast to the type it has': [(net, x) => net.node('Cast', [x], { to: int(elementTypeCode('float32')) })],
  'Reshape to the shape it has': [(net, x) => net.node('Reshape', [x, net.ints([0, -1, 0])])],
  'Transpose that keeps the order': [(net, x) => net.node('Transpose', [x], { perm: ints([0, 1, 2]) })],
  'Pad by nothing': [(net, x) => net.node('Pad', [x, net.ints([0, 0, 0, 0, 0, 0])])],
  'Pad by nothing, opset 7': [(net, x) => net.node('Pad', [x], { pads: ints([0, 0, 0, 0, 0, 0]) }), 7],
  'Concat of one': [(net, x) => net.node('Concat', [x], { axis: int(1) })],
  'Sum of one': [(net, x) => net.node('Sum', [x])],
  'Expand by ones': [(net, x) => net.node('Expand', [x, net.ints([1, 1])])],
  'Tile once': [(net, x) => net.node('Tile', [x, net.ints([1, 1, 1])])],
  'Slice of everything': [
    (net, x) => net.node('Slice', [x, net.ints([0, 0]), net.ints([2 ** 31, 2 ** 40]), net.ints([0, 2])]),
  ],
  'Transpose and back': [
    (net, x) =>
      net.node('Transpose', [net.node('Transpose', [x], { perm: ints([1, 2, 0]) })], { perm: ints([2, 0, 1]) }),
  ],
  'Transpose that reverses twice': [(net, x) => net.node('Transpose', [net.node('Transpose', [x])])],
  'multiplication by 1': [(net, x) => net.node('Mul', [net.scalar(1), x])],
  'division by 1': [(net, x) => net.node('Div', [x, net.uniform([1], 1, 1)])],
  'addition of 0': [(net, x) => net.node('Add', [x, net.scalar(0)])],
  'subtraction of 0': [(net, x) => net.node('Sub', [x, net.scalar(0)])],
};

const kept: Readonly<Record<string, readonly [Middle, number?]>> = {
  'Dropout whose mask is read': [
    (net, x) => {
      const [y, mask] = net.nodeWith(2, 'Dropout', [x]);
      return net.node('Where', [mask!, y!, y!]);
    },
  ],
  'Cast of the positions of maxima': [
    (net, x) => {
      const [, positions] = net.nodeWith(2, 'MaxPool', [x], { kernel_shape: ints([1]) });
      return net.node('Cast', [positions!], { to: int(elementTypeCode('float32')) });
    },
  ],
  'Cast to another type and back': [
    (net, x) => {
      const cast = net.node('Cast', [x], { to: int(elementTypeCode('float16')) });
      return net.node('Cast', [cast], { to: int(elementTypeCode('float32')) });
    },
  ],
  'Reshape to another shape': [(net, x) => net.node('Reshape', [x, net.ints([3, 2, 4])])],
  'Reshape that flattens': [(net, x) => net.node('Reshape', [x, net.ints([0, -1])])],
  'Transpose that turns': [(net, x) => net.node('Transpose', [x], { perm: ints([0, 2, 1]) })],
  'Transpose that reverses by default': [(net, x) => net.node('Transpose', [x])],
  'Expand that adds a dimension': [(net, x) => net.node('Expand', [x, net.ints([1, 1, 1, 1])])],
  'Tile twice': [(net, x) => net.node('Tile', [x, net.ints([1, 2, 1])])],
  'Slice backwards': [
    (net, x) => net.node('Slice', [x, net.ints([-1]), net.ints([-100]), net.ints([0]), net.ints([-1])]),
  ],
  'Slice of a part': [(net, x) => net.node('Slice', [x, net.ints([0]), net.ints([1]), net.ints([0])])],
  'Pad by something': [(net, x) => net.node('Pad', [x, net.ints([0, 0, 0, 0, 0, 1])], { mode: text('constant') })],
  'multiplication by 1 that adds a dimension': [(net, x) => net.node('Mul', [x, net.uniform([1, 1, 1, 1], 1, 1)])],
  'multiplication by ones': [(net, x) => net.node('Mul', [x, net.uniform([5, 1, 1, 1], 1, 1)])],
  'division of 1': [(net, x) => net.node('Div', [net.scalar(1), net.node('Exp', [x])])],
  'multiplication by 2': [(net, x) => net.node('Mul', [x, net.scalar(2)])],
};

describe('a node without effect', () => {
  for (const [name, [middle, opset]] of Object.entries(gone)) {
    it(`goes: ${name}`, async () => {
      const { operators } = await normalisedAlike(between(middle, opset).build());
      expect(operators).toEqual(['Relu', 'Sigmoid']);
    });
  }

  for (const [name, [middle, opset]] of Object.entries(kept)) {
    it(`stays: ${name}`, async () => {
      const { operators } = await normalisedAlike(between(middle, opset).build());
      expect(operators.length).toBeGreaterThan(2);
    });
  }

  it('gives the name of an output to the node before it', async () => {
    const net = new ModelBuilder();
    const relu = net.node('Relu', [net.input('x', [3])], {}, { output: 'inner' });
    const model = net
      .output(net.node('Identity', [relu], {}, { output: 'y' }))
      .output(net.node('Neg', [relu]))
      .build();
    const { operators, origins } = await normalisedAlike(model);
    expect(operators).toEqual(['Relu', 'Neg']);
    expect(origins[0]).toEqual(['inner']);
    expect(model.graph.producer('y')?.opType).toBe('Relu');
  });

  it('stays between an input and an output, and between two outputs', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [3]);
    const relu = net.node('Relu', [x]);
    net
      .output(net.node('Identity', [x]))
      .output(relu)
      .output(net.node('Identity', [relu]));
    const { operators } = await normalisedAlike(net.build());
    expect([...operators].sort()).toEqual(['Identity', 'Identity', 'Relu']);
  });

  it('goes where only the branches of an If read what it gives', async () => {
    const net = new ModelBuilder();
    const passed = net.node('Identity', [net.input('x', [3])], {}, { output: 'passed' });
    const branch = (opType: string): onnx.GraphProto =>
      onnx.GraphProto.create({
        name: opType,
        node: [makeNode(opType, [passed], [`${opType}_result`])],
        output: [onnx.ValueInfoProto.create({ name: `${opType}_result` })],
      });
    const condition = net.input('condition', [], 'bool');
    net.node(
      'If',
      [condition],
      { then_branch: graphValue(branch('Relu')), else_branch: graphValue(branch('Neg')) },
      { output: 'y' },
    );
    const model = net.output('y').build();
    expect((await normalisedAlike(model)).operators).toEqual(['If']);
    expect([...model.graph.consumers('x')].map((node) => node.opType)).toEqual(['If']);
  });
});
