import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Job, job as jobSchema, type JobOf } from '../../protocol/job.ts';
import type { Finding } from '../../protocol/result/jobResult.ts';
import type { PruneCurves } from '../../protocol/result/pruneCurves.ts';
import { UserError } from '../../protocol/userError.ts';
import { openModel } from '../onnx/open.ts';
import { compareModels } from '../report/compareModels.ts';
import { pruneChannels } from '../prune/channels/pruneChannels.ts';
import { take } from '../data/take.ts';
import { openData } from './openData.ts';
import { findPruneCurves } from './pruneCurves.ts';

const sample = (name: string): string => fileURLToPath(new URL(`../../../samples/digits/${name}`, import.meta.url));
const usual = { kind: 'prune-curves', model: sample('digits.onnx'), data: { kind: 'auto', path: sample('test.npz') } };

let temporaryFolder: string;
beforeAll(() => {
  temporaryFolder = mkdtempSync(path.join(os.tmpdir(), 'whittle-curves-'));
});
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

async function run(settings: Readonly<Record<string, unknown>>): Promise<PruneCurves & { findings: Finding[] }> {
  const job: Job = jobSchema.parse({ ...usual, ...settings });
  const findings: Finding[] = [];
  const { curves } = await findPruneCurves(job as JobOf<'prune-curves'>, {
    ...{ temporaryFolder, signal: new AbortController().signal, log: () => undefined, progress: () => undefined },
    finding: (found) => findings.push(found),
  });
  return { ...curves, findings };
}

/** The multiple keeps what is chosen as it is asked for. */
const channels = { pass: 'prune-channels', options: { repair: 'none', channelMultiple: 1, criterion: 'l2' } };

describe('what becomes of a model as channels go', () => {
  let found: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    found = await run({ pass: channels, curves: { levels: 3, samples: 8 } });
  });

  it('is known of every group at every share, and told as it is found', () => {
    expect(found.complete).toBe(true);
    expect(found.curves.length).toBeGreaterThan(3);
    for (const { points, units } of found.curves) {
      expect(points.map(({ share }) => Math.round(share * units))).toEqual(
        [0.25, 0.5, 0.75].map((share) => share * units),
      );
      for (const { macs, parameters, effect } of points) {
        expect(macs).toBeLessThan(found.macs);
        expect(parameters).toBeLessThan(found.parameters);
        expect(Number.isFinite(effect.sqnr)).toBe(true);
      }
    }
    const told = found.findings.flatMap((each) => (each.kind === 'prune-curve' ? [each.curve] : []));
    expect(told).toHaveLength(3 * found.curves.length);
    // The middle first, of every group.
    const first = told.slice(0, found.curves.length);
    expect(new Set(first.map(({ id }) => id)).size).toBe(found.curves.length);
    expect(first.every(({ points }) => points.length === 1 && points[0]!.share === 0.5)).toBe(true);
  });

  it('is what pruning that group alone does', async () => {
    const model = openModel(usual.model);
    try {
      const [curve] = found.curves;
      const point = curve!.points[1]!;
      const data = await openData({ kind: 'auto', path: sample('test.npz') }, model);
      const pruned = model.clone();
      const job = jobSchema.parse({ ...usual, pass: channels }) as JobOf<'prune-curves'>;
      if (job.pass.pass !== 'prune-channels') throw new Error('another pass');
      const groupRatios = Object.fromEntries(found.curves.map(({ layers }) => [layers[0]!.name, 0]));
      const options = { ...job.pass.options, groupRatios: { ...groupRatios, [curve!.layers[0]!.name]: 0.5 } };
      await pruneChannels(pruned, undefined, options, {
        ...{ temporaryFolder, signal: new AbortController().signal, log: () => undefined, progress: () => undefined },
        ...{ finding: () => undefined, threads: 1, seed: 0 },
      });
      const { outputs } = await compareModels(model, pruned, take(data, 8), {
        ...{ threads: 1, signal: new AbortController().signal, heldOut: false, own: [], onProgress: () => undefined },
      });
      expect(outputs[0]!.sqnr).toBeCloseTo(point.effect.sqnr, 3);
    } finally {
      model.close();
    }
  });

  it('leads to shares of all groups together, from nothing to all', () => {
    const { trades } = found;
    expect(trades[0]).toMatchObject({ shares: {}, macs: found.macs, parameters: found.parameters });
    for (const [index, { macs, sqnr }] of trades.entries()) {
      if (index === 0) continue;
      expect(macs).toBeLessThan(trades[index - 1]!.macs);
      expect(sqnr).toBeLessThanOrEqual(trades[index - 1]!.sqnr);
    }
    expect(Object.keys(trades.at(-1)!.shares)).toHaveLength(found.curves.length);
  });
});

it('is known of single weights too, and ends with its budget', async () => {
  const pass = { pass: 'prune-weights', options: {} };
  const found = await run({ pass, curves: { levels: 1, samples: 2 } });
  expect(found.curves.every(({ points }) => points.length === 1 && points[0]!.share === 0.5)).toBe(true);
  expect(found.trades.at(-1)!.parameters).toBeLessThan(0.6 * found.parameters);
  const cut = await run({ pass, curves: { levels: 1, samples: 2, budget: 1e-6 } });
  expect(cut).toMatchObject({ complete: false, warnings: [{ code: 'pruneCurves.budget' }] });
});

it('is refused for ranks', async () => {
  await expect(run({ pass: { pass: 'factorize', options: {} } })).rejects.toSatisfy(
    (error) => error instanceof UserError && error.detail.code === 'pruneCurves.no-curve',
  );
});
