import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaint, refusal, temporaryFolder, tensor } from '../testing/samples.ts';
import type { Metric } from './metric.ts';
import { loadMetric } from './userMetric.ts';

const folder = await temporaryFolder();
let files = 0;

async function load(source: string): Promise<Metric> {
  const file = join(folder, `metric${files++}.mjs`);
  await writeFile(file, source);
  return loadMetric(file);
}

const observation = {
  sample: { index: 3, feeds: new Map(), labels: [1] },
  outputs: new Map([['y', tensor([1, 2], [0.25, 0.75])]]),
};

const body = (create: string): string =>
  `export default { name: 'mine', higherIsBetter: false, create() { ${create} } };`;

describe('loadMetric', () => {
  it('measures by the module, in measurements of their own, and waits for what takes time', async () => {
    const metric = await load(
      body(`let sum = 0; return {
        async add(sample, outputs) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          sum += sample.index + outputs.get('y').data[sample.labels[0]];
        },
        result: () => sum,
      };`),
    );
    expect(metric).toMatchObject({
      name: { code: 'metric.user', args: { name: 'mine' } },
      better: 'lower',
      unit: 'number',
    });
    const [one, other] = [metric.create(), metric.create()];
    await one.add(observation);
    await one.add(observation);
    await other.add(observation);
    expect([one.result(), other.result()]).toEqual([7.5, 3.75]);
  });

  it('says what a module lacks', async () => {
    const whole = { name: "'a'", higherIsBetter: 'true', create: '() => ({ add() {}, result: () => 1 })' };
    for (const [key, value] of [
      ['name', '3'],
      ['name', "''"],
      ['higherIsBetter', "'yes'"],
      ['create', '7'],
    ] as const) {
      const parts = Object.entries({ ...whole, [key]: value }).map(([name, text]) => `${name}: ${text}`);
      expect(await refusal(() => load(`export default { ${parts.join(', ')} };`))).toBe('metric.module-invalid');
    }
    expect(await refusal(() => load('export const name = 1;'))).toBe('metric.module-invalid');
    expect(await refusal(async () => (await load(body('return { add() {} };'))).create())).toBe(
      'metric.module-invalid',
    );
    expect(await refusal(async () => (await load(body('return null;'))).create())).toBe('metric.module-invalid');
  });

  it('names the file and the step that fails', async () => {
    expect(await refusal(() => loadMetric(join(folder, 'none.mjs')))).toBe('data.missing');
    expect(await complaint(() => load('export default {'))).toMatch(/metric\d+\.mjs failed in import/);
    expect(await complaint(() => load("throw new Error('at once')"))).toMatch(/failed in import: at once/);
    const failing = async (create: string): Promise<Metric> => load(body(create));
    expect(await complaint(async () => (await failing("throw new Error('no')")).create())).toMatch(
      /failed in create: no/,
    );
    const bad = (
      await failing("return { add() { throw new Error('odd'); }, result() { throw new Error('even'); } }")
    ).create();
    expect(await complaint(() => bad.add(observation))).toMatch(/failed in add: odd/);
    expect(await complaint(() => bad.result())).toMatch(/failed in result: even/);
    const late = (
      await failing("return { add: () => Promise.reject(new Error('late')), result: () => 'good' }")
    ).create();
    expect(await complaint(() => late.add(observation))).toMatch(/failed in add: late/);
    expect(await complaint(() => late.result())).toMatch(/gave good, which is no number/);
  });
});
