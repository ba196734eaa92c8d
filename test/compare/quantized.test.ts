import { describe, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { compareModels, type Comparison, verdictCounts } from '../../webview/graph/compare/comparison.ts';
import { bodiesWithin } from '../../webview/graph/prepare/view/openBodies.ts';
import { buildView } from '../../webview/graph/prepare/view/buildView.ts';
import { prepare } from '../../webview/graph/prepare/view/prepared.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { comparedOf } from '../fixtures/editedNet.ts';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { dynamicallyQuantized, integerDigits } from '../fixtures/integerDigits.ts';
import { branching, calling, looping } from '../fixtures/nestedGraphs.ts';
import { realModels } from '../fixtures/realModels.ts';
import { graphModelOf } from '../fixtures/structureOf.ts';

function compared(before: Model, after: Model): Comparison {
  return compareModels(comparedOf(graphModelOf(before)), comparedOf(graphModelOf(after)));
}

/** Operator and name of each side of an item; nothing for tensors that enter and leave. */
function sides({ before, after }: Comparison, item: Comparison['items'][number]) {
  const [one, other] = [before, after].map(({ view: { model, nodes } }, index) => {
    const node = nodes.node[index === 0 ? item.before : item.after] ?? -1;
    return node < 0 ? undefined : { operator: model.operator(node), name: model.nodeName(node) };
  });
  return { one, other, ...item };
}

describe('the sample and its statically quantized form', () => {
  it('have every node at its name; nothing is added, and what folds into convolutions is removed', async () => {
    const comparison = compared(openModel(digitsFile), await integerDigits());
    const all = comparison.items.map((item) => sides(comparison, item));
    expect(verdictCounts(comparison).added).toBe(0);
    const removed = all.filter(({ verdict }) => verdict === 'removed').map(({ one }) => one!.operator);
    expect(removed.length).toBeGreaterThan(5);
    expect(new Set(removed)).toEqual(new Set(['BatchNormalization']));
    for (const { one, other } of all.filter((each) => each.one && each.other)) expect(other).toEqual(one);
    const convolutions = all.filter(({ one }) => one?.operator === 'Conv');
    expect(convolutions.length).toBeGreaterThan(5);
    for (const { changes } of convolutions) expect(changes).toEqual(['weights', 'quantization']);
  });
});

describe('a transformer and its dynamically quantized form', () => {
  it('have each product of weights where its integer form is, behind the tensor that both give', () => {
    const comparison = compared(exportedTransformer(200), dynamicallyQuantized(exportedTransformer(200)));
    const all = comparison.items.map((item) => sides(comparison, item));
    expect(verdictCounts(comparison).removed).toBe(0);
    const products = all.filter(({ other }) => other?.operator === 'MatMulInteger');
    expect(products.length).toBeGreaterThan(8);
    for (const { one, changes, after } of products) {
      expect(one?.operator).toBe('MatMul');
      expect(changes).toEqual(['operator', 'weights']);
      // What scales the sums writes the tensor that the float product wrote.
      const { model, nodes } = comparison.after.view;
      const [sums] = model.outputs(nodes.node[after]!);
      expect(model.tensorName(sums!)).toMatch(/MatMulInteger/);
    }
    const kept = all.filter(({ one, other }) => one?.operator === other?.operator);
    for (const { one, other } of kept) expect(other?.name).toBe(one?.name);
  });
});

describe('models and themselves', () => {
  it.each(realModels)('have no difference: $name', ({ file }) => {
    const { same, ...others } = verdictCounts(compared(openModel(file), openModel(file)));
    expect(same).toBeGreaterThan(3);
    expect(others).toEqual({ changed: 0, added: 0, removed: 0 });
  });

  it.each([branching, looping, calling])('have no difference with graphs in graphs, open or closed: %o', (build) => {
    const closed = verdictCounts(compared(build(), build()));
    expect(closed).toMatchObject({ changed: 0, added: 0, removed: 0 });
    const opened = [build(), build()].map((model) => {
      const prepared = prepare(graphModelOf(model));
      return { prepared, view: buildView(prepared, 0, bodiesWithin(prepared, 0, 1000)) };
    });
    const open = verdictCounts(compareModels(opened[0]!, opened[1]!));
    expect(open).toMatchObject({ changed: 0, added: 0, removed: 0 });
    expect(open.same).toBeGreaterThan(closed.same);
  });
});

it('finds a difference inside a body that is not drawn', () => {
  const changed = branching();
  const bodies = [...changed.graph.nodes].flatMap(({ attribute }) => attribute.flatMap(({ g }) => g ?? []));
  bodies[0]!.node[0]!.opType = 'Neg';
  const comparison = compared(branching(), changed);
  const found = comparison.items.filter(({ verdict }) => verdict !== 'same');
  expect(found.map(({ changes }) => changes)).toEqual([['body']]);
});
