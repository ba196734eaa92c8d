import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NaiveGraph, NaiveNode } from '../../../test/fixtures/naiveGraph.ts';
import { UserError } from '../../protocol/userError.ts';
import { graphValue, makeNode } from './attributes.ts';
import { onnx } from './generated/onnx.js';
import { Graph } from './graph.ts';

const outerNames = ['a', 'b', 'c', 'd', 'e', 'f', ''];
const innerNames = ['u', 'v', 'w', 'a', 'b', ''];

const actions = [
  'add',
  'addWithBody',
  'remove',
  'setInput',
  'setOutput',
  'replaceUses',
  'store',
  'drop',
  'output',
] as const;

/** One edit: what to do, in the graph or in a body, and numbers that choose among what is there. */
interface Edit {
  readonly action: (typeof actions)[number];
  readonly inside: boolean;
  readonly choice: readonly [number, number, number];
}

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    action: fc.constantFrom(...actions),
    inside: fc.boolean(),
    choice: fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)),
  }),
  { maxLength: 40 },
);

function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % Math.max(1, items.length)];
}

/** The graph under test and the naive one, edited alike. */
class Pair {
  readonly nodes = new Map<NaiveNode, onnx.NodeProto>();
  readonly origins = new Map<onnx.NodeProto, readonly string[]>();
  readonly graph: Graph;
  readonly naive: NaiveGraph;

  constructor(graph: Graph, naive: NaiveGraph) {
    this.graph = graph;
    this.naive = naive;
  }

  apply({ action, choice: [first, second, third] }: Edit, names: readonly string[]): void {
    const { graph, naive } = this;
    const [one = '', two = ''] = [pick(names, first), pick(names, second)];
    const node = pick(naive.nodes, first);
    switch (action) {
      case 'add':
        return this.add(new NaiveNode([one, two], [pick(names, third) ?? '']));
      case 'addWithBody':
        return this.add(new NaiveNode([one], [two], body(first, second, third)));
      case 'remove':
        if (node === undefined) return;
        graph.remove(this.nodes.get(node)!);
        naive.nodes.splice(naive.nodes.indexOf(node), 1);
        return;
      case 'setInput':
        if (node === undefined) return;
        graph.setInput(this.nodes.get(node)!, third % 3, two);
        while (node.inputs.length <= third % 3) node.inputs.push('');
        node.inputs[third % 3] = two;
        return;
      case 'setOutput': {
        if (node === undefined) return;
        const isTaken = two !== '' && naive.producer(two) !== undefined && node.outputs[0] !== two;
        this.refusing(isTaken, () => graph.setOutput(this.nodes.get(node)!, 0, two));
        if (!isTaken) node.outputs[0] = two;
        return;
      }
      case 'replaceUses':
        if (one === '' || two === '') return;
        graph.replaceUses(one, two);
        naive.replaceUses(one, two);
        return;
      case 'store':
        if (one === '') return;
        graph.addInitializer(onnx.TensorProto.create({ name: one }));
        naive.stored.add(one);
        return;
      case 'drop':
        graph.removeInitializer(one);
        naive.stored.delete(one);
        return;
      case 'output':
        if (one === '' || naive.outputs.includes(one)) return;
        graph.addOutput(onnx.ValueInfoProto.create({ name: one }));
        naive.outputs.push(one);
    }
  }

  private add(node: NaiveNode): void {
    const isTaken = node.outputs.some((output) => output !== '' && this.naive.producer(output) !== undefined);
    const proto = protoOf(node);
    this.refusing(isTaken, () => this.graph.add(proto));
    if (isTaken) return;
    this.naive.nodes.push(node);
    this.nodes.set(node, proto);
    this.origins.set(proto, [this.graph.id(proto)]);
  }

  /** What cannot be is refused and changes nothing. */
  private refusing(refused: boolean, edit: () => void): void {
    if (refused) expect(edit).toThrow(UserError);
    else edit();
  }

  /** Every question has the same answer in both. */
  check(names: readonly string[]): void {
    const { graph, naive } = this;
    const protoOfNode = (node: NaiveNode | undefined): onnx.NodeProto | undefined => node && this.nodes.get(node);
    expect([...graph.nodes]).toEqual(naive.nodes.map(protoOfNode));
    for (const name of names.filter((each) => each !== '')) {
      expect(graph.producer(name)).toBe(protoOfNode(naive.producer(name)));
      expect(new Set(graph.consumers(name))).toEqual(new Set(naive.consumers(name).map(protoOfNode)));
      expect(graph.defines(name)).toBe(naive.defines(name));
      expect(graph.isOutput(name)).toBe(naive.outputs.includes(name));
      expect(graph.captures(name)).toBe(naive.captured().has(name));
    }
    expect(graph.captured()).toEqual(new Set([...naive.captured()].filter((name) => name !== '')));
    for (const [proto, origins] of this.origins) {
      if ([...graph.nodes].includes(proto)) expect(graph.origins(proto).length).toBe(origins.length);
    }
  }
}

/** A body that reads some names, writes one of its own, and may give an outer tensor straight on. */
function body(...choice: readonly [number, number, number]): NaiveGraph {
  const naive = new NaiveGraph();
  const [one, two, three] = choice.map((each) => pick(outerNames, each) ?? '') as [string, string, string];
  naive.nodes.push(new NaiveNode([one, two], ['inner']));
  naive.outputs.push(three === '' ? 'inner' : three, 'inner');
  return naive;
}

function protoOf(node: NaiveNode): onnx.NodeProto {
  const attributes = node.body && { body: graphValue(graphOf(node.body)) };
  return makeNode('Op', node.inputs, node.outputs, attributes && { attributes });
}

function graphOf(naive: NaiveGraph): onnx.GraphProto {
  return onnx.GraphProto.create({
    node: naive.nodes.map(protoOf),
    initializer: [...naive.stored].map((name) => onnx.TensorProto.create({ name })),
    output: naive.outputs.map((name) => onnx.ValueInfoProto.create({ name })),
  });
}

function emptyPair(): Pair {
  return new Pair(new Graph(onnx.GraphProto.create(), { file: 'edited.onnx' }), new NaiveGraph());
}

/** The body of one of the nodes, and its naive twin. */
function bodyPair({ graph, naive, nodes }: Pair, choice: number): Pair | undefined {
  const holder = pick(
    naive.nodes.filter((node) => node.body !== undefined),
    choice,
  );
  const [inner] = holder ? graph.subgraphs(nodes.get(holder)!) : [];
  if (holder?.body === undefined || inner === undefined) return undefined;
  const pair = new Pair(inner, holder.body);
  const protos = [...inner.nodes];
  holder.body.nodes.forEach((node, index) => pair.nodes.set(node, protos[index]!));
  return pair;
}

describe('a graph that is edited', () => {
  it('answers as a naive one does, in bodies too', () => {
    fc.assert(
      fc.property(edits, (sequence) => {
        const pair = emptyPair();
        for (const edit of sequence) {
          const inner = edit.inside ? bodyPair(pair, edit.choice[2]) : undefined;
          if (inner === undefined) pair.apply(edit, outerNames);
          else if (edit.action !== 'replaceUses') inner.apply(edit, innerNames);
          inner?.check([...innerNames, 'inner']);
          pair.check([...outerNames, ...innerNames, 'inner']);
        }
      }),
      { seed: 1, numRuns: 600 },
    );
  });

  it('is written back in an order that can run, and opens as what it was', () => {
    fc.assert(
      fc.property(edits, (sequence) => {
        const pair = emptyPair();
        for (const edit of sequence) pair.apply(edit, outerNames);
        const { graph, naive } = pair;
        if (naive.hasCycle()) {
          expect(() => graph.commit()).toThrow(UserError);
          return;
        }
        graph.commit();
        const written = new Set(graph.proto.node.flatMap((node) => node.output));
        const seen = new Set<string>();
        for (const node of graph.proto.node) {
          for (const input of graph.reads(node)) expect(written.has(input) && !seen.has(input)).toBe(false);
          for (const output of node.output) seen.add(output);
        }
        const reopened = new Graph(graph.proto, { file: 'reopened.onnx' });
        for (const name of [...outerNames, 'inner'].filter((each) => each !== '')) {
          expect(reopened.producer(name)).toBe(graph.producer(name));
          expect(reopened.consumers(name)).toEqual(graph.consumers(name));
        }
        expect(reopened.captured()).toEqual(graph.captured());
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
