import { describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../test/fixtures/computes.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { graphValue, makeNode } from './attributes.ts';
import { onnx } from './generated/onnx.js';
import { Graph } from './graph.ts';

const owner = { file: 'graph.onnx' };

function graphOf(nodes: readonly onnx.NodeProto[], outputs: readonly string[] = []): Graph {
  const output = outputs.map((name) => onnx.ValueInfoProto.create({ name }));
  return new Graph(onnx.GraphProto.create({ node: [...nodes], output }), owner);
}

function branch(node: onnx.NodeProto): onnx.GraphProto {
  return onnx.GraphProto.create({
    name: 'branch',
    node: [node],
    output: [onnx.ValueInfoProto.create({ name: node.output[0]! })],
  });
}

function ifNode(output: string, thenBranch: onnx.GraphProto, elseBranch: onnx.GraphProto): onnx.NodeProto {
  const attributes = { then_branch: graphValue(thenBranch), else_branch: graphValue(elseBranch) };
  return makeNode('If', ['condition'], [output], { attributes });
}

describe('a node', () => {
  it('is known by its first output that has a name, whatever its own name', () => {
    const nodes = [
      makeNode('Dropout', ['x'], ['', 'mask'], { name: 'same' }),
      makeNode('Relu', ['x'], ['y'], { name: 'same' }),
      makeNode('Print', ['y'], [], { name: 'sink' }),
    ];
    const graph = graphOf(nodes);
    expect(nodes.map((node) => graph.id(node))).toEqual(['mask', 'y', '(Print sink)']);
  });

  it('in a subgraph is known by the path of that too', () => {
    const inner = ifNode('z', branch(makeNode('Relu', ['x'], ['p'])), branch(makeNode('Neg', ['x'], ['q'])));
    const graph = graphOf([ifNode('y', branch(inner), branch(makeNode('Abs', ['x'], ['r'])))]);
    const [outer] = graph.nodes;
    const [first, second] = graph.subgraphs(outer!);
    const ids = [...first!.inner()].flatMap((each) => [...each.nodes].map((node) => each.id(node)));
    expect(ids).toEqual(['y/then_branch/z/then_branch/p', 'y/then_branch/z/else_branch/q']);
    expect([...second!.nodes].map((node) => second!.id(node))).toEqual(['y/else_branch/r']);
  });

  it('keeps the origins it had when its output gets another name', () => {
    const graph = graphOf([makeNode('Relu', ['x'], ['y'])]);
    const [node] = graph.nodes;
    graph.setOutput(node!, 0, 'z');
    expect([graph.id(node!), graph.origins(node!)]).toEqual(['z', ['y']]);
    graph.setOrigins(node!, [...graph.origins(node!), ...graph.origins(node!)]);
    expect(graph.origins(node!)).toEqual(['y']);
  });

  it('may not write what another writes, nor one tensor twice', () => {
    const both = [makeNode('Relu', ['x'], ['y']), makeNode('Neg', ['x'], ['y'])];
    const refusal = { code: 'onnx.duplicate-output', args: { file: 'graph.onnx', tensor: 'y' } };
    expect(userErrorOf(() => graphOf(both))).toEqual(refusal);
    expect(userErrorOf(() => graphOf([makeNode('Split', ['x'], ['y', 'y'])]))).toEqual(refusal);
    expect(() => graphOf([makeNode('A', [], ['']), makeNode('B', [], [''])])).not.toThrow();
  });
});

describe('tensors', () => {
  it('are read by the nodes whose subgraphs capture them, however deep', () => {
    const inner = ifNode('z', branch(makeNode('Relu', ['deep'], ['p'])), branch(makeNode('Neg', ['p2'], ['q'])));
    const passed = onnx.GraphProto.create({ output: [onnx.ValueInfoProto.create({ name: 'passed' })] });
    const graph = graphOf([ifNode('y', branch(inner), passed)]);
    const [node] = graph.nodes;
    expect(graph.reads(node!)).toEqual(new Set(['condition', 'deep', 'p2', 'passed']));
    for (const name of ['deep', 'passed', 'condition']) expect([...graph.consumers(name)]).toEqual([node]);
    expect(graph.consumers('p').size).toBe(0);
  });

  it('get names that mean nothing anywhere: not here, not around, not below', () => {
    const graph = graphOf([
      ifNode('y', branch(makeNode('Relu', ['x'], ['name_1'])), branch(makeNode('Neg', ['x'], ['q']))),
    ]);
    graph.addInitializer(onnx.TensorProto.create({ name: 'name' }));
    const fresh = graph.freshName('name');
    expect(['name', 'name_1', 'x', 'y', 'q']).not.toContain(fresh);
    const [, inner] = graph.subgraphs([...graph.nodes][0]!);
    expect(['name', 'x', 'y', 'q', 'condition']).not.toContain(inner!.freshName('x'));
    expect(graph.freshName('')).not.toBe('');
    expect(graph.freshName('free')).toBe('free');
  });

  it('that are given new names are read under these in branches', async () => {
    const net = new ModelBuilder();
    const x = net.node('Relu', [net.input('x', [3])], {}, { output: 'inner' });
    const { model } = net;
    net.input('condition', [], 'bool');
    const [thenBranch, elseBranch] = [makeNode('Add', [x, x], ['twice']), makeNode('Neg', [x], ['less'])].map(branch);
    model.graph.add(ifNode('y', thenBranch!, elseBranch!));
    net.output('y').build();
    const feeds = seededFeeds(model);
    const before = await outputsOf(model, feeds);
    const abs = makeNode('Abs', ['inner'], ['renamed']);
    model.graph.replaceUses('inner', 'renamed');
    model.graph.add(abs);
    expect(await outputsOf(model, feeds)).toEqual(before);
    expect([...model.graph.consumers('inner')]).toEqual([abs]);
  });

  it('that are weights are no feeds, sparse or not', () => {
    const graph = graphOf([]);
    for (const name of ['x', 'w', 's']) graph.addInput(onnx.ValueInfoProto.create({ name }));
    graph.addInitializer(onnx.TensorProto.create({ name: 'w' }));
    graph.addSparseInitializer(onnx.SparseTensorProto.create({ values: onnx.TensorProto.create({ name: 's' }) }));
    expect(graph.feeds.map(({ name }) => name)).toEqual(['x']);
    graph.removeInitializer('w');
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x', 's']);
    graph.removeInitializer('s');
    expect([...graph.sparseInitializers]).toEqual([]);
  });
});

describe('a graph', () => {
  it('keeps what it lists twice, in order', () => {
    const info = (name: string): onnx.ValueInfoProto => onnx.ValueInfoProto.create({ name });
    const output = ['a', 'b', 'a'].map(info);
    const graph = new Graph(onnx.GraphProto.create({ output, input: [info('x'), info('x')] }), owner);
    graph.commit();
    expect(graph.proto.output.map(({ name }) => name)).toEqual(['a', 'b', 'a']);
    expect(graph.proto.input.length).toBe(2);
    graph.addOutput(info('b'));
    expect(graph.outputs.map(({ name }) => name)).toEqual(['a', 'b', 'a']);
  });

  it('that is in order stays so; nodes that were added come before their first reader', () => {
    const nodes = [makeNode('A', ['x'], ['a']), makeNode('B', ['x'], ['b']), makeNode('C', ['a', 'b'], ['c'])];
    const graph = graphOf(nodes);
    expect(graph.inOrder()).toEqual(nodes);
    const inserted = makeNode('Q', ['a'], ['q']);
    graph.replaceUses('a', 'q');
    graph.add(inserted);
    expect(graph.inOrder().map(({ opType }) => opType)).toEqual(['A', 'B', 'Q', 'C']);
  });

  it('that is out of order is put in order, readers in subgraphs counted', () => {
    const holder = ifNode('y', branch(makeNode('Relu', ['late'], ['p'])), branch(makeNode('Neg', ['x'], ['q'])));
    const graph = graphOf([makeNode('Last', ['y'], ['end']), holder, makeNode('Late', ['x'], ['late'])]);
    expect(graph.inOrder().map(({ opType }) => opType)).toEqual(['Late', 'If', 'Last']);
  });

  it('of a hundred thousand nodes in a row is ordered without a deep stack', () => {
    const nodes = Array.from({ length: 100_000 }, (_, index) => makeNode('Op', [`t${index}`], [`t${index + 1}`]));
    expect(graphOf(nodes.toReversed()).inOrder()).toEqual(nodes);
  });

  it('with a loop is refused by name', () => {
    const graph = graphOf([makeNode('A', ['b'], ['a']), makeNode('B', ['a'], ['b'])]);
    expect(userErrorOf(() => graph.inOrder())).toMatchObject({ code: 'onnx.cycle', args: { file: 'graph.onnx' } });
    expect(userErrorOf(() => graphOf([makeNode('A', ['a'], ['a'])]).inOrder()).code).toBe('onnx.cycle');
  });
});
