import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { modelProfile } from '../../src/protocol/result/profile.ts';
import { digits, Program } from './program.ts';

let whittle: Program;
beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

it('says where the time goes, and writes it down', async () => {
  const files = ['--json', 'found.json', '--csv', 'nodes.csv'];
  const { code, out, err } = await whittle.run('profile', digits.model, '--data', digits.test, ...files);
  expect(code, err).toBe(0);
  for (const words of ['/residual3/second/conv/Conv', 'By operator', 'By group', 'Overhead', 'MACs/byte']) {
    expect(out).toContain(words);
  }
  const { profile } = JSON.parse(readFileSync(whittle.at('found.json'), 'utf8')) as { profile: unknown };
  const { nodes, overhead, kernels } = modelProfile.parse(profile);
  const sum = [...nodes, ...overhead].reduce((total, { milliseconds }) => total + milliseconds, 0);
  expect(sum).toBeCloseTo(kernels, 9);
  const rows = parse<Record<string, string>>(readFileSync(whittle.at('nodes.csv'), 'utf8'), {
    ...{ columns: true, record_delimiter: '\r\n' },
  });
  expect(rows).toHaveLength(nodes.length + overhead.length);
});

it('refuses what is no model, data that does not fit, and files that are there', async () => {
  const { code, err } = await whittle.run('profile', digits.test);
  expect([code, err.includes('Error:'), err.includes(' at ')]).toEqual([1, true, false]);
  const same = await whittle.run('profile', digits.model, '--csv', digits.model);
  expect([same.code, same.err.includes('Error:')]).toEqual([1, true]);
});
