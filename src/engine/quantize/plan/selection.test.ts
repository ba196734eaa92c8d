import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { selector } from './selection.ts';

/** The names of the tensors of a row of nodes, of those that are left out. */
function excluded(tensors: readonly string[], globs: readonly string[]): readonly string[] {
  const net = new ModelBuilder();
  let last = net.input('x', [1, 4]);
  for (const output of tensors) last = net.node('Relu', [last], {}, { output, name: '' });
  const { graph } = net.output(last).build();
  const unwanted = selector(graph, { excludeOperators: [], excludeNodes: globs });
  return [...graph.nodes].filter((node) => unwanted(node) !== undefined).map((node) => node.output[0]!);
}

describe('nodes that are left out', () => {
  it('are those that a pattern matches, across slashes', () => {
    expect(excluded(['/head/a', '/head/b/c', '/tail'], ['/head/*'])).toEqual(['/head/a', '/head/b/c']);
  });

  it.each(['/a/*', '!/a/b', '/a/[bc]', '/a/{b,c}', '/a/(b|c)', '/a/?', '**'])(
    'are the one node that is called %s, whatever that could mean as a pattern',
    (name) => {
      expect(excluded(['/a/b', '/a/c', name, '/d'], [name])).toEqual([name]);
    },
  );

  it('are the named ones and those of a pattern together', () => {
    expect(excluded(['/a/*', '/a/b', '/c/d', '/c/e'], ['/a/*', '/c/*'])).toEqual(['/a/*', '/c/d', '/c/e']);
  });
});
