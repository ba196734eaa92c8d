import { expect, it } from 'vitest';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { branching } from '../../../test/fixtures/nestedGraphs.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { NodeWalk, type Relation } from './nodeWalk.ts';

const all = (_: number): boolean => true;

/** x → left, right → sum, product → out; each of the middle two reads both of the first. */
function crossing() {
  const net = new ModelBuilder();
  const x = net.input('x', [4]);
  const one = net.constant('float32', [1], Float32Array.of(1), 'one');
  const left = net.node('Add', [x, one], {}, { name: 'left' });
  const right = net.node('Sub', [x, one], {}, { name: 'right' });
  const sum = net.node('Add', [left, right], {}, { name: 'sum' });
  const product = net.node('Mul', [right, left], {}, { name: 'product' });
  const model = graphModelOf(net.output(net.node('Div', [sum, product], {}, { name: 'out' })).build());
  const nodes = new Map(Array.from({ length: model.nodeCount }, (_, node) => [model.nodeName(node), node]));
  const walk = new NodeWalk(model);
  const go = (from: string, relation: Relation, by: 1 | -1 = 1, isShown = all) => {
    const step = walk.step(nodes.get(from)!, relation, by, isShown);
    return step && [model.nodeName(step.node), step.position, step.count];
  };
  return { go, nodes };
}

it('goes to what a node reads first, and to what reads it first', () => {
  expect(crossing().go('product', 'producer')).toEqual(['right', 1, 2]);
  expect(crossing().go('sum', 'producer')).toEqual(['left', 1, 2]);
  expect(crossing().go('left', 'consumer')).toEqual(['sum', 1, 2]);
});

it('goes back to where it came from', () => {
  const { go } = crossing();
  expect(go('product', 'producer')).toEqual(['right', 1, 2]);
  expect(go('right', 'consumer')).toEqual(['product', 2, 2]);
  expect(go('product', 'producer')).toEqual(['right', 1, 2]);
});

it('goes round siblings, and not by way of constants', () => {
  const { go } = crossing();
  expect(go('sum', 'sibling')).toEqual(['product', 2, 2]);
  expect(go('product', 'sibling')).toEqual(['sum', 1, 2]);
  expect(go('product', 'sibling', -1)).toEqual(['sum', 1, 2]);
  expect(go('out', 'sibling')).toBeUndefined();
  expect(go('left', 'sibling')).toEqual(['right', 2, 2]);
});

it('ends where the model does', () => {
  const { go } = crossing();
  expect(go('left', 'producer')).toBeUndefined();
  expect(go('out', 'consumer')).toBeUndefined();
});

it('prefers what is shown, and says what is hidden', () => {
  const { go, nodes } = crossing();
  expect(go('sum', 'producer', 1, (node) => node === nodes.get('right'))).toEqual(['right', 2, 2]);
  expect(go('sum', 'producer', 1, () => false)).toEqual(['left', 1, 2]);
});

it('goes into bodies along what they read of the graph around', () => {
  const model = graphModelOf(branching());
  const walk = new NodeWalk(model);
  const operators = (from: number, relation: Relation) => {
    const step = walk.step(from, relation, 1, all);
    return step && [model.operator(step.node), model.graphKind(model.graphOfNode[step.node]!)];
  };
  expect(operators(0, 'consumer')).toEqual(['Relu', 'subgraph']);
});

it('finds in a transformer exactly who writes what a node reads', () => {
  const model = graphModelOf(exportedTransformer(300));
  const walk = new NodeWalk(model);
  for (let node = 0; node < model.nodeCount; node++) {
    const reads = new Set([...model.inputs(node)].filter((tensor) => tensor >= 0));
    const writers = new Set<number>();
    for (let other = 0; other < model.nodeCount; other++) {
      if ([...model.outputs(other)].some((tensor) => reads.has(tensor))) writers.add(other);
    }
    const step = walk.step(node, 'producer', 1, all);
    expect([node, step?.count ?? 0]).toEqual([node, writers.size]);
    if (step !== undefined) expect(writers).toContain(step.node);
  }
});
