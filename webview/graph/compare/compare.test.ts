import { describe, expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import type { ChangeKind } from './changes.ts';
import { compareModels, type Comparison, verdictCounts } from './comparison.ts';
import {
  deleted,
  edited,
  inserted,
  type Naming,
  type Net,
  residualChain,
  someNode,
  written,
} from '../../../test/fixtures/editedNet.ts';

const namings: readonly Naming[] = ['named', 'numbered', 'other'];

/** What came of each node, by its id; `a → b` where nodes of different ids were taken for the same. */
function told(before: Net, after: Net, naming: Naming, comparison?: Comparison): readonly string[] {
  const one = written(before, naming === 'other' ? 'named' : naming);
  const other = written(after, naming);
  const { items } = comparison ?? compareModels(one.compared, other.compared);
  return items.flatMap(({ before: from, after: to, verdict, changes }) => {
    const [a, b] = [one.idOfView[from] ?? '', other.idOfView[to] ?? ''];
    if (verdict === 'added' || verdict === 'removed') return [`${verdict} ${a}${b}`];
    const what = a === b ? a : `${a} → ${b}`;
    // With other names, so is that of what leaves.
    const rest = changes.filter((change) => naming === 'named' || change !== 'name');
    return a === b && rest.length === 0 ? [] : [`${what}: ${rest.join()}`];
  });
}

describe.each(namings)('edits that are known, written %s', (naming) => {
  const net = residualChain(12);
  const random = new Random(7);
  const cases = Array.from({ length: 8 }, () => ({
    anywhere: someNode(net, random, ['Conv', 'Relu', 'BatchNormalization', 'Sigmoid']),
    weighted: someNode(net, random, ['Conv']),
    joined: someNode(net.slice(6), random, ['Add']),
  }));

  it('finds no difference where there is none', () => {
    expect(told(net, net, naming)).toEqual([]);
  });

  it.each(cases)('finds a node inserted behind $anywhere', ({ anywhere }) => {
    expect(told(net, inserted(net, anywhere, { id: 'new', operator: 'Tanh' }), naming)).toEqual(['added new']);
  });

  it.each(cases)('finds $anywhere deleted', ({ anywhere }) => {
    expect(told(net, deleted(net, anywhere), naming)).toEqual([`removed ${anywhere}`]);
  });

  it.each(cases)('finds $weighted of another type', ({ weighted }) => {
    const { dims } = net.find(({ id }) => id === weighted)!.weight!;
    const changed = edited(net, weighted, { weight: { dims, type: 'int8' } });
    expect(told(net, changed, naming)).toEqual([`${weighted}: weights`]);
  });

  it.each(cases)('finds $weighted of another shape', ({ weighted }) => {
    const changed = edited(net, weighted, { weight: { dims: [5, 5, 5, 5] } });
    expect(told(net, changed, naming)).toEqual([`${weighted}: weights`]);
  });

  it.each(cases)('finds another operator in the place of $weighted that computes the same', ({ weighted }) => {
    const changed = edited(net, weighted, { operator: 'QLinearConv' });
    expect(told(net, changed, naming)).toEqual([`${weighted}: operator`]);
  });

  it.each(cases)('tells another operator in the place of $joined as one gone and one new', ({ joined }) => {
    const changed = edited(net, joined, { operator: 'Mul' });
    expect([...told(net, changed, naming)].sort()).toEqual([`added ${joined}`, `removed ${joined}`]);
  });

  it.each(cases)('finds branches swapped at $joined', ({ joined }) => {
    const { inputs } = net.find(({ id }) => id === joined)!;
    const changed = edited(net, joined, { inputs: inputs.toReversed() });
    expect(told(net, changed, naming)).toEqual([`${joined}: inputs`]);
  });

  it('finds several edits at once', () => {
    const gone = deleted(deleted(net, 'Relu7'), 'Sigmoid40');
    const both = inserted(inserted(gone, 'Conv12', { id: 'new', operator: 'Tanh' }), 'Add53', {
      id: 'newer',
      operator: 'Elu',
    });
    const all = edited(both, 'Conv30', { weight: { dims: [7, 7, 7, 7] } });
    expect([...told(net, all, naming)].sort()).toEqual([
      'Conv30: weights',
      'added new',
      'added newer',
      'removed Relu7',
      'removed Sigmoid40',
    ]);
  });
});

describe('names', () => {
  const net = residualChain(6);

  it('do not make a node another one', () => {
    const renamed = edited(net, 'Conv12', { name: '/somewhere/else' });
    expect(told(net, renamed, 'named')).toEqual([]);
  });

  it('that were numbered apart are not taken for the same', () => {
    const one = written(net, 'numbered');
    const longer = inserted(net, 'Conv0', { id: 'new', operator: 'Tanh' });
    const other = written(longer, 'numbered', 1);
    const { items } = compareModels(one.compared, other.compared);
    const wrong = items.filter(
      ({ before, after }) => before >= 0 && after >= 0 && one.idOfView[before] !== other.idOfView[after],
    );
    expect(wrong).toEqual([]);
    expect(items.filter(({ verdict }) => verdict === 'added')).toHaveLength(1);
  });

  it('and places of blocks that are all alike leave one block too many', () => {
    const alike = residualChain(10, false).map((node) => ({ ...node, attribute: 0 }));
    const shorter = alike.slice(0, -6);
    const { compared: before } = written(alike, 'named');
    const { compared: after } = written(shorter, 'other');
    expect(verdictCounts(compareModels(before, after)).removed).toBe(6);
  });
});

describe('models that have nothing in common', () => {
  it('have all nodes removed and added', () => {
    const one: Net = residualChain(5);
    const operators: Readonly<Record<string, string>> = { Conv: 'MatMul', Relu: 'Erf', Sigmoid: 'Softmax', Add: 'Div' };
    const other: Net = one.map((node) => ({
      ...node,
      operator: operators[node.operator] ?? 'Tanh',
      name: `${node.name}!`,
    }));
    const before = written(one);
    const after = written(other, 'other');
    const counts = verdictCounts(compareModels(before.compared, after.compared));
    // What enters and leaves stands in the same place.
    expect(counts).toEqual({ same: 1, changed: 1, added: 30, removed: 30 });
  });
});

it('orders what is removed before what comes after it', () => {
  const net = residualChain(2);
  const before = written(net);
  const after = written(deleted(net, 'Relu1'));
  const { items } = compareModels(before.compared, after.compared);
  const ids = items.map((item) => (item.before >= 0 ? before.idOfView[item.before] : after.idOfView[item.after]));
  expect(ids.slice(0, 4)).toEqual(['(1)', 'Conv0', 'Relu1', 'Conv2']);
});

it('numbers items the same from both sides', () => {
  const net = residualChain(3);
  const comparison = compareModels(written(net).compared, written(deleted(net, 'Relu1')).compared);
  comparison.items.forEach(({ before, after }, item) => {
    if (before >= 0) expect(comparison.itemOfBefore[before]).toBe(item);
    if (after >= 0) expect(comparison.itemOfAfter[after]).toBe(item);
  });
  const kinds: readonly ChangeKind[] = comparison.items.flatMap(({ changes }) => changes);
  expect(kinds).toEqual([]);
});
