import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { ModelProfile, ProfiledNode } from '../../protocol/result/profile.ts';
import { profileCsv } from './profileCsv.ts';
import {
  arithmeticIntensity,
  costliest,
  groupOf,
  profileByGroup,
  profileByOperator,
  profileParts,
} from './profileSums.ts';

const node = (
  name: string,
  operator: string,
  milliseconds: number,
  more: Partial<ProfiledNode> = {},
): ProfiledNode => ({
  ...{ node: `${name}_out`, name, operator, runs: 'float', kernel: operator, milliseconds, bytes: 100 },
  ...more,
});

const profile: ModelProfile = {
  nodes: [
    node('/a/b/c/Conv', 'Conv', 3, { runs: 'integer', macs: 400 }),
    node('/a/b/d/Conv', 'Conv', 1, { macs: 100 }),
    node('/a/b/d/Relu', 'Relu', 0, { runs: 'fused', into: '/a/b/d/Conv_out', bytes: 0 }),
    node('plain', 'Add', 4),
  ],
  overhead: [{ operator: 'ReorderInput', kind: 'layout', milliseconds: 2, count: 1, beside: ['plain_out', 'x'] }],
  ...{ kernels: 10, latency: { median: 11, low: 10, high: 12 }, runs: 5, threads: 1 },
  samples: { source: 'x', synthetic: false, count: 1, heldOut: false },
};

it('adds up by operator and by group, the costliest first', () => {
  expect(profileByOperator(profile)).toEqual([
    { name: 'Conv', nodes: 2, milliseconds: 4, share: 0.4, integerMilliseconds: 3, macs: 500, bytes: 200 },
    { name: 'Add', nodes: 1, milliseconds: 4, share: 0.4, integerMilliseconds: 0, macs: 0, bytes: 100 },
    { name: 'Relu', nodes: 1, milliseconds: 0, share: 0, integerMilliseconds: 0, macs: 0, bytes: 0 },
  ]);
  expect(profileByGroup(profile).map(({ name, nodes, milliseconds }) => [name, nodes, milliseconds])).toEqual([
    ['/a/b', 3, 4],
    ['', 1, 4],
  ]);
  expect(costliest(profile, 2).map(({ name }) => name)).toEqual(['plain', '/a/b/c/Conv']);
  expect(profileParts(profile)).toEqual({ integer: 3, float: 5, overhead: 2 });
  expect(profile.nodes.map(arithmeticIntensity)).toEqual([4, 1, undefined, undefined]);
});

it.each([
  ['/a/b/c/Conv', '/a/b'],
  ['a/b/c/Conv', 'a/b'],
  ['layer.0.conv', 'layer.0'],
  ['Conv_3', ''],
  ['', ''],
])('the group of %s is %s', (name, group) => {
  expect(groupOf(name, 2)).toBe(group);
});

it('is a table whose milliseconds are those of all kernels', () => {
  const rows = parse<Record<string, string>>(profileCsv(profile), { columns: true, record_delimiter: '\r\n' });
  expect(rows).toHaveLength(5);
  expect(rows.reduce((sum, { milliseconds }) => sum + Number(milliseconds), 0)).toBe(10);
  expect(rows[0]).toMatchObject({ node: '/a/b/c/Conv_out', runs: 'integer', macsPerByte: '4' });
  expect(rows[4]).toMatchObject({ node: '', operator: 'ReorderInput', runs: 'layout', beside: 'plain_out x' });
});
