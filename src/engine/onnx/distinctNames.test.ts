import { expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { giveDistinctNames } from './distinctNames.ts';

function names(given: readonly string[]): readonly string[] {
  const net = new ModelBuilder();
  let x = net.input('x', ['N']);
  for (const name of given) x = net.node('Relu', [x], {}, { name });
  const model = net.output(x).build();
  expect(giveDistinctNames(model)).toBe(new Set(given.filter(Boolean)).size < given.filter(Boolean).length);
  return [...model.graph.nodes].map((node) => node.name);
}

it('gives doubled names of nodes a number that is free', () => {
  expect(names(['a', 'a', 'a_2', 'a', 'b'])).toEqual(['a', 'a_3', 'a_2', 'a_4', 'b']);
});

it('leaves nodes without a name without one', () => {
  expect(names(['', '', 'a'])).toEqual(['', '', 'a']);
});
