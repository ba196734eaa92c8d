import { expect, it } from 'vitest';
import { compareModels, verdictCounts } from '../../webview/graph/compare/comparison.ts';
import { deleted, inserted, residualChain, written } from '../fixtures/editedNet.ts';

/** Milliseconds of processor time, which other programs have no part in, to compare a network with an edited one. */
function time(blocks: number): number {
  const net = residualChain(blocks);
  const edited = deleted(inserted(net, 'Conv60', { id: 'new', operator: 'Tanh' }), 'Relu301');
  const [before, after] = [written(net).compared, written(edited, 'other').compared];
  const start = process.cpuUsage();
  const counts = verdictCounts(compareModels(before, after));
  const { user } = process.cpuUsage(start);
  expect(counts).toMatchObject({ added: 1, removed: 1 });
  return user / 1000;
}

it('compares models in time that grows with nodes, not with their square', () => {
  // The first time, everything is compiled.
  time(280);
  const short = Math.max(time(280), time(280));
  // Eight times as many nodes: 64 times as long if it were the square.
  expect(time(2240)).toBeLessThan(32 * short);
});

it('gives up on sequences that have almost nothing in common before it takes long', () => {
  const one = residualChain(1200);
  // Operators of the same kinds in another order, with other weights and attributes.
  const other = one.toReversed().map((node, index, all) => ({
    ...node,
    id: `r${node.id}`,
    name: `r${node.name}`,
    inputs: [index === 0 ? 'x' : `r${all[index - 1]!.id}`],
  }));
  const [before, after] = [written(one).compared, written(other, 'other').compared];
  const start = process.cpuUsage();
  compareModels(before, after);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(20_000);
});
