import { describe, expect, it } from 'vitest';
import { catalogue, format } from '../../../../src/protocol/messages/catalogue.ts';
import type { FilterColumn } from './conditions.ts';
import { readFilter } from './readFilter.ts';

const nodes = [
  { name: '/layer1/conv', operator: 'Conv', weight: '64×3×7×7', macs: 118_013_952, bytes: 37_632, sparsity: 0.25 },
  { name: '/layer1/relu', operator: 'Relu', weight: '', macs: 0, bytes: 0, sparsity: Number.NaN },
  { name: '/layer2/conv', operator: 'Conv', weight: '64×64×3×3', macs: 117_499_999, bytes: 4000, sparsity: 0.5 },
  { name: 'a=b "c" >1', operator: 'Gemm', weight: '10×64', macs: 640, bytes: 2600, sparsity: 0 },
  { name: '<lambda>', operator: 'ConvTranspose', weight: '', macs: Number.NaN, bytes: 4001, sparsity: 1 },
];

const text = (heading: string, of: (node: (typeof nodes)[number]) => string): FilterColumn => ({
  ...{ heading, names: [] },
  content: { kind: 'text', text: (node) => of(nodes[node]!) },
});
const figure = (
  heading: string,
  names: readonly string[],
  unit: 'count' | 'bytes' | 'share',
  of: (node: (typeof nodes)[number]) => number,
): FilterColumn => ({ heading, names, content: { kind: 'number', unit, value: (node) => of(nodes[node]!) } });

const columns: readonly FilterColumn[] = [
  text('operator', ({ operator }) => operator),
  text('name', ({ name }) => name),
  text('weight', ({ weight }) => weight),
  figure('MACs', ['macs'], 'count', ({ macs }) => macs),
  figure('Größe', ['bytes'], 'bytes', ({ bytes }) => bytes),
  figure('Share of zeros', ['sparsity'], 'share', ({ sparsity }) => sparsity),
  { heading: 'Latency', names: ['latency'], content: { kind: 'awaited' } },
];
const searched = (node: number): string =>
  [nodes[node]!.operator, nodes[node]!.name, nodes[node]!.weight].join('\n').toLowerCase();

function found(filter: string): readonly number[] | string {
  const read = readFilter(filter, { columns, searched });
  if (read.mistake !== undefined) return format(read.mistake, catalogue);
  return [...nodes.keys()].filter((node) => read.matches?.(node) ?? true);
}

it.each<[string, readonly number[]]>([
  ['', [0, 1, 2, 3, 4]],
  ['  ', [0, 1, 2, 3, 4]],
  ['conv', [0, 2, 4]],
  ['LAYER1 conv', [0]],
  ['64x3x7', [0]],
  ['[64, 64, 3, 3]', [2]],
  ['64×64', [2]],
  ['"a=b"', [3]],
  ['">1"', [3]],
  ['"<lambda>"', [4]],
  ['"layer1', [0, 1]],
  ['hello!', []],
])('looks for the words of %j', (filter, expected) => {
  expect(found(filter)).toEqual(expected);
});

it.each<[string, readonly number[]]>([
  ['macs > 1M', [0, 2]],
  ['macs>1M', [0, 2]],
  ['MACs > 1 M', [0, 2]],
  ['macs > 117.6M', [0]],
  ['macs >= 0.64k', [0, 2, 3]],
  ['macs ≤ 640', [1, 3]],
  ['macs < 1e3', [1, 3]],
  ['macs < -1', []],
  ['bytes >= 4kB', [0, 2, 4]],
  ['bytes > 4 kB', [0, 4]],
  ['bytes > 4KiB', [0]],
  ['größe >= 4 kb conv', [0, 2, 4]],
  ['sparsity >= 50%', [2, 4]],
  ['sparsity >= .5', [2, 4]],
  ['"share of zeros" > 0', [0, 2, 4]],
  ['> 1M macs', [0, 2]],
  ['>1000 macs conv', [0, 2]],
  ['>= 4 kB bytes layer2', [2]],
  ['macs > 1M bytes > 4000', [0]],
])('compares the figures of %j', (filter, expected) => {
  expect(found(filter)).toEqual(expected);
});

it.each<[string, readonly number[]]>([
  ['operator = conv', [0, 2]],
  ['operator=Conv layer2', [2]],
  ['operator != Conv', [1, 3, 4]],
  ['operator ≠ Conv', [1, 3, 4]],
  ['weight = 64x3x7x7', [0]],
  ['weight = [10, 64]', [3]],
  ['weight = ""', [1, 4]],
  ['name = "<lambda>"', [4]],
])('compares the texts of %j', (filter, expected) => {
  expect(found(filter)).toEqual(expected);
});

describe('equal', () => {
  it.each<[string, readonly number[]]>([
    ['macs = 118M', [0]],
    ['macs = 117M', [2]],
    ['macs = 118.0M', [0]],
    ['macs = 118.1M', []],
    ['macs = 640', [3]],
    ['macs = 641', []],
    ['bytes = 4000', [2]],
    ['bytes = 4kB', [2, 4]],
    ['bytes = 4.000kB', [2]],
    ['sparsity = 30%', []],
    ['sparsity = 1', [4]],
    ['sparsity = 0', [3]],
    ['macs = 0', [1]],
    ['macs = 1e6', []],
    ['sparsity = 25%', [0]],
    // What has no figure is neither equal nor different.
    ['macs != 640', [0, 1, 2]],
    ['sparsity != 0', [0, 2, 4]],
  ])('means what would be written the same: %j', (filter, expected) => {
    expect(found(filter)).toEqual(expected);
  });
});

it('goes by the rest of a filter that cannot be understood', () => {
  const { matches } = readFilter('conv macs > mass = 3', { columns, searched });
  expect([...nodes.keys()].filter((node) => matches!(node))).toEqual([0, 2, 4]);
  expect(readFilter('macs >', { columns, searched }).matches).toBeUndefined();
});

it.each([
  ['macs >', '“macs >” lacks what to compare with, as in macs > 1M.'],
  ['macs > = 3', '“macs >” lacks what to compare with, as in macs > 1M.'],
  ['operator =', '“operator =” lacks what to compare with, as in operator = Conv.'],
  ['> 1000', '“> 1000” does not say of which column, as in macs > 1M.'],
  ['<', '“<” does not say of which column, as in macs > 1M.'],
  ['macs > many', '“many” is no number for MACs. Write it as in macs > 1M.'],
  ['macs > 3kB', '“3kB” is no number for MACs. Write it as in macs > 1M.'],
  ['macs > .', '“.” is no number for MACs. Write it as in macs > 1M.'],
  ['bytes < 3%', '“3%” is no number for Größe. Write it as in bytes < 4kB.'],
  ['sparsity > 50', '“50” is no number for Share of zeros. Write it as in sparsity > 50%.'],
  ['operator > Conv', 'operator is a text, which “>” cannot compare. Write operator = Conv.'],
  ['latency > 3ms', '“Latency” is not known yet. Choose it under Columns, and it is worked out.'],
  [
    'mass > 3',
    'There is no column “mass”: there are operator, name, weight, MACs, Größe, Share of zeros, Latency. To look for the text itself, put it in quotes.',
  ],
])('says what is wrong with %j', (filter, mistake) => {
  expect(found(filter)).toBe(mistake);
});
