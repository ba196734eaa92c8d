import { describe, expect, it } from 'vitest';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { branching, calling } from '../../../test/fixtures/nestedGraphs.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { boxKind } from '../../graph/drawing/scene/scene.ts';
import type { Figure } from '../figures.ts';
import { overlayOf } from './figureValues.ts';
import { boxesTitled, drawnModel, drawnPlan, english, plansOf } from './fixtures/drawnModel.ts';
import type { Drawn } from './drawn.ts';
import { withAllGroups } from './plan.ts';

function figure(values: readonly number[], combine: Figure['combine'], strong: Figure['strong'] = 'high'): Figure {
  return {
    ...{ id: 'figure', name: 'Figure', unit: 'number', scale: 'linear', strong, combine },
    values: Float64Array.from(values),
  };
}

const valuesOf = (of: Figure, drawn: Drawn): Float64Array =>
  overlayOf(of, drawn.plan.view, drawn.scene, drawn.boxOfNode, english).values;

const model = graphModelOf(exportedTransformer(120));
const first = plansOf(model).first([]);
const open = drawnPlan(first);
const closed = drawnPlan(withAllGroups(first, false));
const random = new Random(5);
const numbers = Array.from({ length: model.nodeCount }, (_, node) => (node % 7 === 3 ? NaN : 1 + random.integer(1000)));
const known = numbers.filter((value) => !Number.isNaN(value));

describe('a figure on boxes', () => {
  it.each([
    ['open', open],
    ['closed', closed],
  ])('sums to the same, whether groups are %s', (_name, drawn) => {
    const values = valuesOf(figure(numbers, { kind: 'sum' }), drawn);
    const sum = values.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0);
    expect(sum).toBe(known.reduce((all, value) => all + value, 0));
  });

  it('has nothing for open groups and for the ends of the graph', () => {
    const { kind } = open.scene.boxes;
    valuesOf(figure(numbers, { kind: 'sum' }), open).forEach((value, box) => {
      if (kind[box] === boxKind.frame || kind[box] === boxKind.terminal) expect(value).toBeNaN();
    });
  });

  it('is that of the node, with what is folded into it', () => {
    const [softmax] = boxesTitled(open, 'Softmax');
    const node = [...Array(model.nodeCount).keys()].find((each) => model.operator(each) === 'Softmax')!;
    const only = numbers.map((_, each) => (each === node ? 5 : NaN));
    const values = valuesOf(figure(only, { kind: 'sum' }), open);
    expect(values[softmax!]).toBe(5);
    expect(values.filter((value) => !Number.isNaN(value))).toHaveLength(1);
  });

  it.each([
    ['high', Math.max],
    ['low', Math.min],
  ] as const)('is the one that stands out most: %s', (strong, most) => {
    const [layers] = boxesTitled(closed, 'layers');
    const inside = numbers.filter((value, node) => model.nodeName(node).startsWith('/layers') && !Number.isNaN(value));
    expect(valuesOf(figure(numbers, { kind: 'strongest' }, strong), closed)[layers!]).toBe(most(...inside));
  });

  it('is the mean by weights, of nodes that have a value and a weight', () => {
    const weights = Float64Array.from(numbers, (_, node) => node % 3);
    const [layers] = boxesTitled(closed, 'layers');
    let [sum, weight] = [0, 0];
    numbers.forEach((value, node) => {
      if (!model.nodeName(node).startsWith('/layers') || Number.isNaN(value)) return;
      sum += value * weights[node]!;
      weight += weights[node]!;
    });
    expect(valuesOf(figure(numbers, { kind: 'mean', weights }), closed)[layers!]).toBeCloseTo(sum / weight, 9);
  });

  it('counts a function where it is drawn, as often as it is', () => {
    const drawn = drawnModel(graphModelOf(calling()));
    const { nodeCount } = drawn.plan.view.model;
    const values = valuesOf(figure(Array<number>(nodeCount).fill(1), { kind: 'sum' }), drawn);
    expect(boxesTitled(drawn, 'Sigmoid').map((box) => values[box])).toEqual([1, 1]);
  });

  it('counts closed bodies with the node that holds them', () => {
    const branches = graphModelOf(branching());
    const drawn = drawnPlan(plansOf(branches).restored([], { bodies: [], groups: [] }));
    const values = valuesOf(figure(Array<number>(branches.nodeCount).fill(1), { kind: 'sum' }), drawn);
    expect(boxesTitled(drawn, 'If').map((box) => values[box])).toEqual([4]);
  });
});
