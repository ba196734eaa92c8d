import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ints, text } from '../../../src/engine/onnx/attributes.ts';
import type { Model } from '../../../src/engine/onnx/model.ts';
import type { GraphModel } from '../../../webview/graph/prepare/graphModel.ts';
import { foundIn, ModelSearch } from '../../../webview/graph/prepare/search/modelSearch.ts';
import type { Query } from '../../../webview/graph/prepare/search/query.ts';
import { ModelBuilder } from '../../fixtures/modelBuilder.ts';
import { branching, calling } from '../../fixtures/nestedGraphs.ts';
import { graphModelOf } from '../../fixtures/structureOf.ts';
import { arbitraryDescription, describedModel } from './arbitraryModel.ts';

const query = (wanted: string, options: Partial<Query> = {}): Query => ({
  ...{ text: wanted, isRegex: false, isCaseSensitive: false },
  ...options,
});

function sample(): Model {
  const net = new ModelBuilder({ opset: 17, domains: { 'com.example': 1 } });
  const x = net.input('image', [1, 3, 8, 8]);
  const weight = net.weight([64, 3, 7, 7], { name: 'stem.weight' });
  const stem = net.node(
    'Conv',
    [x, weight],
    { kernel_shape: ints([7, 7]), pads: ints([3, 3, 3, 3]) },
    { name: 'stem/conv' },
  );
  const own = net.node(
    'Relu',
    [stem],
    { note: text('Keep THIS') },
    { name: 'own', domain: 'com.example', output: 'hidden' },
  );
  return net.output(net.node('Relu', [own], {}, { name: 'last' })).build();
}

/** Names of the nodes that are found, with where. */
function found(model: GraphModel, asked: Query): readonly string[] {
  const result = new ModelSearch(model).find(asked);
  if (result.kind === 'invalid') return ['invalid'];
  const places = Object.entries(foundIn);
  return [
    ...Array.from(result.nodes, (node, index) => {
      const where = places.filter(([, bit]) => (result.where[index]! & bit) !== 0).map(([place]) => place);
      return `${model.nodeName(node)}: ${where.join(', ')}`;
    }),
    ...Array.from(result.inputs, (tensor) => `input ${model.tensorName(tensor)}`),
  ];
}

describe('a search', () => {
  const model = graphModelOf(sample());

  it.each<readonly [string, Query, readonly string[]]>([
    ['operators', query('conv'), ['stem/conv: operator, name, tensor']],
    ['domains', query('com.example'), ['own: operator']],
    ['names', query('last'), ['last: name']],
    ['tensors that nodes write', query('hidden'), ['own: tensor']],
    ['weights that nodes read', query('stem.weight'), ['stem/conv: tensor']],
    ['attributes by name', query('kernel_shape'), ['stem/conv: attribute']],
    ['attributes by value', query('keep this'), ['own: attribute']],
    ['attributes by both', query('pads=3'), ['stem/conv: attribute']],
    ['attributes whose name and value are not together', query('kernel_shape=3'), []],
    ['shapes as they are', query('64×3×7×7'), ['stem/conv: shape']],
    ['shapes in brackets', query('[64, 3, 7, 7]'), ['stem/conv: shape']],
    ['shapes as people write them', query('64x3x7x7'), ['stem/conv: shape']],
    ['parts of shapes', query('3*7'), ['stem/conv: shape']],
    ['tensors that enter', query('image'), ['input image']],
    ['nothing', query(''), []],
  ])('finds %s', (_, asked, expected) => {
    expect(found(model, asked)).toEqual(expected);
  });

  it('finds types', () => {
    expect(found(model, query('float32')).filter((each) => each.includes('type'))).toContain('stem/conv: type');
  });

  it('minds case when asked to', () => {
    expect(found(model, query('keep this', { isCaseSensitive: true }))).toEqual([]);
    expect(found(model, query('Keep THIS', { isCaseSensitive: true }))).toEqual(['own: attribute']);
  });

  it('takes regular expressions, and says when one is wrong', () => {
    expect(found(model, query('^stem/c.*v$', { isRegex: true }))).toEqual(['stem/conv: name']);
    expect(found(model, query('^STEM/c', { isRegex: true, isCaseSensitive: true }))).toEqual([]);
    expect(found(model, query('(', { isRegex: true }))).toEqual(['invalid']);
    // What is no expression is taken as it is.
    expect(found(model, query('('))).toEqual([]);
  });

  it('finds nodes in bodies and functions', () => {
    const inBody = graphModelOf(branching());
    expect(found(inBody, query('then_y')).length).toBeGreaterThan(0);
    expect(found(graphModelOf(calling()), query('Sigmoid'))).toEqual([': operator']);
  });

  it('goes through long texts to their end, but for expressions, which might never come back', () => {
    const net = new ModelBuilder();
    const long = `${'a'.repeat(1_000_000)}b`;
    const model = graphModelOf(net.output(net.node('Relu', [net.input('x', [4])], {}, { name: long })).build());
    expect(found(model, query('ab')).length).toBe(1);
    // Takes steps in proportion to the third power of the text's length.
    expect(found(model, query('a*a*b', { isRegex: true }))).toEqual([]);
    expect(found(model, query('^a+', { isRegex: true })).length).toBe(1);
  });
});

/** The same, by looking at every node from the start. */
function naive(model: GraphModel, wanted: string): readonly (readonly [number, number])[] {
  const has = (each: string | undefined): boolean => each?.toLowerCase().includes(wanted.toLowerCase()) === true;
  const { attributeStart, attributeName, attributeText } = model.structure.nodes;
  const tensorPlace = (tensor: number): number =>
    (has(model.tensorName(tensor)) ? foundIn.tensor : 0) |
    (has(model.tensorShape(tensor)) ? foundIn.shape : 0) |
    (has(model.tensorType(tensor)?.name) ? foundIn.type : 0);
  return Array.from({ length: model.nodeCount }, (_, node) => {
    let place =
      has(model.operator(node)) || has(model.strings[model.structure.nodes.domain[node]!]) ? foundIn.operator : 0;
    if (has(model.nodeName(node))) place |= foundIn.name;
    for (let at = attributeStart[node]!; at < attributeStart[node + 1]!; at++) {
      if (has(model.strings[attributeName[at]!]) || has(model.strings[attributeText[at]!])) place |= foundIn.attribute;
    }
    for (const tensor of model.outputs(node)) if (tensor >= 0) place |= tensorPlace(tensor);
    for (const tensor of model.inputs(node)) if (tensor >= 0 && model.isStored(tensor)) place |= tensorPlace(tensor);
    return [node, place] as const;
  }).filter(([, place]) => place !== 0);
}

describe('what is found', () => {
  it('is what looking at every node finds', () => {
    const wanted = fc.constantFrom(
      ...['a', 'Relu', 'layers.1', 'int', '_0', 'output', '/', '4', 'then', 'own', 'zz', 'perm'],
    );
    fc.assert(
      fc.property(arbitraryDescription, wanted, (description, part) => {
        const model = graphModelOf(describedModel(description));
        const result = new ModelSearch(model).find(query(part));
        if (result.kind === 'invalid') throw new Error('a plain text is no mistake');
        expect(Array.from(result.nodes, (node, index) => [node, result.where[index]])).toEqual(naive(model, part));
      }),
      { numRuns: 100 },
    );
  });
});
