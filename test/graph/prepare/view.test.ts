import { describe, expect, it } from 'vitest';
import { float, graphValue, int, makeNode } from '../../../src/engine/onnx/attributes.ts';
import type { Model } from '../../../src/engine/onnx/model.ts';
import { families } from '../../../webview/graph/prepare/families.ts';
import { itemsOf } from '../../../webview/graph/prepare/lists.ts';
import { bodiesWithin } from '../../../webview/graph/prepare/view/openBodies.ts';
import { prepare } from '../../../webview/graph/prepare/view/prepared.ts';
import type { ViewGraph } from '../../../webview/graph/prepare/view/viewGraph.ts';
import { exportedTransformer } from '../../fixtures/exportedTransformer.ts';
import { ModelBuilder } from '../../fixtures/modelBuilder.ts';
import { body, branching, calling, looping, withFunctions } from '../../fixtures/nestedGraphs.ts';
import { QdqBuilder } from '../../fixtures/qdqBuilder.ts';
import { graphModelOf } from '../../fixtures/structureOf.ts';
import { called, edgesOf, groupsOf, linesOf, openable, seen } from './seen.ts';

const view = (file: Model): ViewGraph => seen(graphModelOf(file));

/** With everything open that can be, also inside of what is open. */
function open(file: Model): ViewGraph {
  const model = graphModelOf(file);
  let shown = seen(model);
  for (let keys = new Set<string>(); ;) {
    const more = new Set([...keys, ...openable(shown)]);
    if (more.size === keys.size) return shown;
    keys = more;
    shown = seen(model, keys);
  }
}

describe('nets', () => {
  it('are one for each tensor, whoever reads it how often', () => {
    const net = new ModelBuilder();
    const x = net.input('x', [4]);
    const model = net.output(net.node('Mul', [net.node('Add', [x, x]), x])).build();
    const { nets } = view(model);
    expect(nets.count).toBe(3);
    expect(linesOf(view(model))).toEqual(['Add → Mul', 'Mul → output Mul_0_output', 'input x → Add', 'input x → Mul']);
    const ports = [...edgesOf(view(model))].map(({ port }) => port);
    expect(ports).toEqual([0, 1, 0, 0]);
  });

  it('tell the outputs of a node apart', () => {
    const net = new ModelBuilder({ opset: 17 });
    const [one, other] = net.nodeWith(2, 'Split', [net.input('x', [4])]);
    const shown = view(net.output(net.node('Add', [one!, other!])).build());
    expect(linesOf(shown).filter((line) => line === 'Split → Add')).toHaveLength(2);
    expect([...edgesOf(shown)].map(({ port }) => port).toSorted()).toEqual([0, 0, 0, 1]);
  });

  it('carry a badge for each pair on the way, of the last one', () => {
    const net = new QdqBuilder({ opset: 21 });
    const x = net.node('Relu', [net.input('x', [4])]);
    const signed = [net.scalar(0.1), net.constant('int8', [], new Int8Array(1))] as const;
    const twice = net.pair(net.pair(x), signed);
    const shown = view(net.output(net.node('Add', [twice, x])).build());
    expect(linesOf(shown)).toEqual(['Add → output Add_0_output', 'Relu → Add', 'Relu →s8→ Add', 'input x → Relu']);
    const [quantized] = [...edgesOf(shown)].filter(({ badge }) => badge !== '');
    expect(quantized!.via.map((node) => shown.model.operator(node))).toEqual([
      ...['QuantizeLinear', 'DequantizeLinear', 'QuantizeLinear', 'DequantizeLinear'],
    ]);
  });

  it('are minor where only the shape is read, and left out where that follows anyway', () => {
    const reshaped = (from: (net: ModelBuilder, x: string, y: string) => string): readonly string[] => {
      const net = new ModelBuilder({ opset: 17 });
      const [x, y] = [net.input('x', ['N', 4]), net.input('y', ['N', 4])];
      const shape = net.node('Concat', [net.node('Shape', [y]), net.ints([-1])], { axis: int(0) });
      return linesOf(view(net.output(net.node('Reshape', [from(net, x, y), shape])).build()));
    };
    expect(reshaped((net, x) => net.node('Relu', [x]))).toContain('input y ⇢ Reshape');
    const lines = reshaped((net, x, y) => net.node('Add', [net.node('Relu', [x]), net.node('Neg', [y])]));
    expect(lines.filter((line) => line.includes('⇢'))).toEqual([]);
  });

  it('have no minor one beside what a body of the node reads', () => {
    const net = new ModelBuilder({ opset: 17 });
    const x = net.node('Relu', [net.input('x', ['N'])]);
    const isOne = net.node('Equal', [net.node('Size', [x]), net.constant('int64', [], BigInt64Array.of(1n))]);
    const branch = (name: string, operator: string) =>
      graphValue(body(name, [makeNode(operator, [x], [`${name}_y`])], [`${name}_y`]));
    const y = net.node('If', [isOne], { then_branch: branch('a', 'Neg'), else_branch: branch('b', 'Abs') });
    expect(linesOf(view(net.output(y).build()))).toEqual(['If → output If_0_output', 'Relu → If', 'input x → Relu']);
  });
});

describe('nodes', () => {
  it('tell the largest weight, also through what folds, and how it is quantized', () => {
    const net = new QdqBuilder();
    const shown = view(net.output(net.conv(net.input('x', [1, 16, 8, 8]))).build());
    const conv = [...shown.nodes.node.keys()].find((at) => called(shown, at) === 'Conv')!;
    expect(shown.model.tensorShape(shown.nodes.tensor[conv]!)).toBe('16×16×3×3');
    expect(shown.nets.badges[shown.nodes.badge[conv]!]).toEqual({ text: 's8', type: 'int8', granularity: 'tensor' });
    expect([...itemsOf(shown.nodes.folded, conv)].map((node) => shown.model.operator(node))).toEqual([
      ...['DequantizeLinear', 'DequantizeLinear'],
    ]);
    expect(shown.nodes.totals.parameters[conv]).toBe(16 * 16 * 9 + 16 + 4);
  });

  it('are of families by their operators, calls of one of their own', () => {
    const shown = view(calling());
    const family = (at: number): string => families[shown.nodes.family[at]!]!;
    const all = [...shown.nodes.node.keys()].map((at) => `${called(shown, at)}: ${family(at)}`);
    expect(all).toEqual([
      'input x: other',
      'twice: function',
      'Neg: elementwise',
      'twice: function',
      'output second: other',
    ]);
  });

  it('that many outputs share are drawn once, and each output by itself', () => {
    const net = new ModelBuilder();
    const x = net.input('x', [4]);
    const model = net
      .output(x)
      .output(net.node('Relu', [x]))
      .build();
    expect(linesOf(view(model))).toEqual(['Relu → output Relu_0_output', 'input x → Relu', 'input x → output x']);
  });
});

describe('bodies', () => {
  it('that are closed are in what holds them, which reads what they capture', () => {
    const shown = view(branching());
    expect(linesOf(shown)).toEqual([...['If → output y', 'Relu → If', 'input condition → If', 'input x → Relu']]);
    const holder = [...shown.nodes.node.keys()].find((at) => called(shown, at) === 'If')!;
    const inside = [...shown.viewOfNode.keys()].filter((node) => shown.viewOfNode[node] === holder);
    expect(inside.map((node) => shown.model.operator(node))).toEqual(['If', 'Relu', 'MatMul', 'Neg']);
    expect(shown.nodes.totals.nodes[holder]).toBe(4);
    expect(shown.nodes.totals.parameters[holder]).toBe(64);
  });

  it('that are open are groups, with the holder where they join', () => {
    const shown = open(branching());
    expect(groupsOf(shown)).toEqual(['opened If (1)', '  body then_branch (2)', '  body else_branch (1)']);
    expect(linesOf(shown)).toEqual([
      ...['If → output y', 'MatMul → If', 'Neg → If', 'Relu → MatMul', 'Relu → Neg', 'Relu → Relu'],
      ...['input condition → If', 'input x → Relu'],
    ]);
  });

  it('of loops take what the loop is given', () => {
    const shown = open(looping());
    expect(linesOf(shown)).toEqual([
      ...['Add → Loop', 'Identity → Loop', 'Loop → output y', 'Sigmoid → Add', 'input count → Loop'],
      ...['input go_on → Identity', 'input state → Add', 'input x → Sigmoid', 'input x → input state'],
    ]);
  });

  it('looked at alone have what they read of outer graphs as boxes, but for what is stored there', () => {
    const model = graphModelOf(branching());
    const [then] = model.subgraphs([...Array(model.nodeCount).keys()].find((node) => model.operator(node) === 'If')!);
    expect(linesOf(seen(model, new Set(), then))).toEqual([
      'MatMul → output then_y',
      'Relu → MatMul',
      'outer outer → Relu',
    ]);
  });

  it('are open from the start, outer ones first, as long as there is room', () => {
    const prepared = prepare(graphModelOf(calling()));
    expect(bodiesWithin(prepared, 0, 3).size).toBe(0);
    expect([...bodiesWithin(prepared, 0, 6)]).toEqual(['first']);
    expect([...bodiesWithin(prepared, 0, 100)]).toEqual([
      'first',
      'second',
      ...['first', 'second'].map((call) => `${call} › own::twice/halved`),
    ]);
  });
});

describe('functions', () => {
  it('that are open are drawn at each call, with lines straight from and to its surroundings', () => {
    const shown = open(calling());
    expect(groupsOf(shown)).toEqual(['opened twice (2)', '  opened half (2)', 'opened twice (2)', '  opened half (2)']);
    expect(linesOf(shown)).toEqual([
      ...['Add → Neg', 'Add → output second', 'Mul → Add', 'Mul → Add', 'Neg → Add', 'Neg → Relu'],
      ...['Relu → Mul', 'Relu → Mul', 'Relu → Sigmoid', 'Relu → Sigmoid', 'Sigmoid → Mul', 'Sigmoid → Mul'],
      ...['input x → Add', 'input x → Relu'],
    ]);
  });

  it('that are open keep what their callers are given, one call inside another', () => {
    const net = new ModelBuilder({ opset: 17, domains: { own: 1 }, weights: 'constant-nodes' });
    const y = net.node('outer', [net.input('x', [4]), net.bias(4)], {}, { domain: 'own', output: 'y' });
    const model = withFunctions(net.output(y).build(), [
      {
        name: 'outer',
        inputs: ['a', 'b'],
        outputs: ['c'],
        nodes: [
          makeNode('Constant', [], ['k'], { attributes: { value_float: float(2) } }),
          makeNode('inner', ['a', 'k'], ['d'], { domain: 'own' }),
          makeNode('Add', ['d', 'b'], ['c']),
        ],
      },
      { name: 'inner', inputs: ['a', 'k'], outputs: ['m'], nodes: [makeNode('Mul', ['a', 'k'], ['m'])] },
    ]);
    const shown = open(model);
    const multiply = [...shown.nodes.node.keys()].find((at) => called(shown, at) === 'Mul')!;
    const operators = (nodes: Iterable<number>): readonly string[] =>
      [...nodes].map((node) => shown.model.operator(node));
    expect(operators(itemsOf(shown.nodes.folded, multiply))).toEqual(['Constant', 'Constant']);
    const here = [...shown.viewOfNode.keys()].filter((node) => shown.viewOfNode[node] === multiply);
    expect(operators(here).toSorted()).toEqual(['Constant', 'Constant', 'Mul', 'inner', 'outer']);
    // The four of the bias, and the one of `k`.
    expect(shown.nodes.totals.parameters[multiply]).toBe(5);
  });

  it('have keys that tell the drawings of one function apart', () => {
    const { nodes } = open(calling());
    const keys = Array.from({ length: nodes.count }, (_, at) => nodes.key(at));
    expect(keys).toContain('first › own::twice/sum');
    expect(keys).toContain('second › own::twice/halved › own::half/product');
    expect(new Set(keys).size).toBe(nodes.count);
  });
});

describe('groups', () => {
  it('are the modules in names, numbered ones together, without those that tell nothing', () => {
    const groups = groupsOf(view(exportedTransformer(130)));
    expect(groups.filter((group) => !group.startsWith('  '))).toEqual(['series layers (0)', 'scope head (2)']);
    expect(groups.slice(0, 3)).toEqual(['series layers (0)', '  scope layers.0 (4)', '    scope attention (12)']);
    expect(groups).toContain('      scope q (2)');
  });

  it('are blocks that repeat where names tell nothing', () => {
    const net = new ModelBuilder();
    let x = net.input('x', [4, 4]);
    for (let block = 0; block < 12; block++) {
      const inner = net.node('Relu', [net.node('MatMul', [x, net.matrix(4, 4)], {}, { name: '' })], {}, { name: '' });
      x = net.node('Add', [x, net.node('MatMul', [inner, net.matrix(4, 4)], {}, { name: '' })], {}, { name: '' });
    }
    const groups = groupsOf(view(net.output(x).build()));
    expect(groups[0]).toBe('series MatMul · Relu · Add (0)');
    expect(groups.slice(1)).toEqual(Array.from({ length: 12 }, (_, at) => `  block MatMul · Relu · Add ${at + 1} (4)`));
  });
});
