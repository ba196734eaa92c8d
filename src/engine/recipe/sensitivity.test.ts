import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Job, job as jobSchema, type JobOf } from '../../protocol/job.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { sensitivity as schema, type Sensitivity } from '../../protocol/result/sensitivity.ts';
import type { Finding, ResultOf } from '../../protocol/result/jobResult.ts';
import { UserError } from '../../protocol/userError.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import { findSensitivity } from './sensitivity.ts';

const sample = (name: string): string => fileURLToPath(new URL(`../../../samples/digits/${name}`, import.meta.url));
const pass = { pass: 'quantize-static', options: { calibrationSamples: 16 } };
const usual = {
  kind: 'sensitivity',
  model: sample('digits.onnx'),
  pass,
  data: { kind: 'auto', path: sample('test.npz') },
};
const some = { samples: 12 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'whittle-sensitivity-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run extends ResultOf<'sensitivity'> {
  readonly findings: readonly Finding[];
  readonly progress: readonly Progress[];
  readonly log: readonly Message[];
  readonly seconds: number;
}

async function run(settings: Readonly<Record<string, unknown>>): Promise<Run> {
  const job: Job = jobSchema.parse(JSON.parse(JSON.stringify({ ...usual, sensitivity: some, ...settings })));
  const findings: Finding[] = [];
  const progress: Progress[] = [];
  const log: Message[] = [];
  const start = performance.now();
  const result = await findSensitivity(job as JobOf<'sensitivity'>, {
    finding: (found) => findings.push(found),
    progress: (each) => progress.push(each),
    log: (text) => log.push(text),
    signal: new AbortController().signal,
    temporaryFolder: folder,
  });
  return { ...result, findings, progress, log, seconds: (performance.now() - start) / 1000 };
}

function found({ sensitivity }: Run): Sensitivity {
  return sensitivity ?? expect.fail('there is no result');
}

async function refusal(settings: Readonly<Record<string, unknown>>): Promise<string> {
  return run(settings).then(
    () => 'no error',
    (error: unknown) => (error instanceof UserError ? error.detail.code : Promise.reject(error as Error)),
  );
}

describe('which layers suffer', () => {
  let both: Run;
  beforeAll(async () => {
    both = await run({});
  });

  it('is measured at every layer and for every layer alone, and ranked', () => {
    const { layers, stability, whole, complete, samples } = found(both);
    expect(layers.length).toBeGreaterThan(10);
    for (const layer of layers) {
      expect(layer).toMatchObject({ precision: 'integer', symptom: {}, symptomRank: {}, cause: {}, causeRank: {} });
      expect(layer.cause!.metrics).toHaveLength(1);
    }
    for (const signal of ['cause', 'symptom'] as const) {
      const bySqnr = layers.toSorted((a, b) => a[signal]!.sqnr - b[signal]!.sqnr);
      expect(bySqnr.map((layer) => layer[`${signal}Rank`]!.rank)).toEqual(layers.map((_, index) => index + 1));
      expect(stability[signal]!.halves).toBeGreaterThan(0.5);
    }
    // One layer alone does no more harm than all of them together.
    expect(Math.min(...layers.map(({ cause }) => cause!.sqnr))).toBeGreaterThan(whole!.fused.sqnr);
    expect(whole!.observed[0]!.sqnr).toBeCloseTo(whole!.fused.sqnr, 0);
    expect(complete).toBe(true);
    expect(samples).toEqual({ source: sample('test.npz'), synthetic: false, count: 12, heldOut: true });
  });

  it('names distributions that are there', () => {
    const { layers, activations, weights } = found(both);
    const [tensors, matrices] = [activations, weights].map((all) => new Set<string>(all.map(({ tensor }) => tensor)));
    for (const layer of layers) for (const each of layer.activations) expect(tensors!.has(each), each).toBe(true);
    const withWeights = layers.filter(({ weight }) => weight !== undefined);
    expect(withWeights.length).toBe(weights.length);
    for (const { weight, weights: error } of withWeights) {
      expect(matrices!.has(weight!)).toBe(true);
      expect(error!.sqnr).toBeGreaterThan(20);
    }
  });

  // What else the machine does may slow down one of both.
  it('is foretold before it is paid for, within a factor of 3', { retry: 4 }, async () => {
    const { findings, seconds, plan } = await run({});
    const [first] = findings;
    if (first?.kind !== 'sensitivity-plan') expect.fail('there was no plan first');
    expect(first.plan).toMatchObject({ layers: plan.layers, samples: 12, calibration: { runs: 16 } });
    expect(first.plan.cause!.runs).toBeLessThan(0.6 * first.plan.cause!.naiveRuns);
    expect(seconds / first.plan.seconds).toBeGreaterThan(1 / 3);
    expect(seconds / first.plan.seconds).toBeLessThan(3);
  });

  it('is told as it is found', () => {
    const { findings, progress } = both;
    const told = findings.flatMap((each) => (each.kind === 'sensitive-layers' ? [each.layers] : []));
    expect(told.length).toBeGreaterThan(2);
    const latest = new Map(told.flat().map((layer) => [layer.node, layer]));
    expect([...latest.values()]).toEqual(expect.arrayContaining([...found(both).layers]));
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  });

  it('is the same every time', async () => {
    const again = found(await run({}));
    expect(again.layers).toEqual(found(both).layers);
    expect(again.stability).toEqual(found(both).stability);
  });

  it('may be asked for by one signal, of some layers, in parts, and in all but one', async () => {
    const { layers, stability } = found(
      await run({ sensitivity: { ...some, signal: 'cause', top: 2, apart: true, allBut: true } }),
    );
    const measured = layers.filter(({ cause }) => cause !== undefined);
    expect(measured).toHaveLength(2);
    for (const { cause, causeOfWeights, causeOfActivations, allBut } of measured) {
      expect(causeOfWeights!.sqnr).toBeGreaterThanOrEqual(cause!.sqnr - 3);
      expect(causeOfActivations!.sqnr).toBeGreaterThanOrEqual(cause!.sqnr - 3);
      expect(allBut!.sqnr).toBeLessThan(cause!.sqnr);
    }
    // Those were taken whose weights look worst.
    const byWeights = layers.filter(({ weights }) => weights).toSorted((a, b) => a.weights!.sqnr - b.weights!.sqnr);
    expect(measured.map(({ node }) => node).sort()).toEqual(
      byWeights
        .slice(0, 2)
        .map(({ node }) => node)
        .sort(),
    );
    expect(layers.every(({ symptom }) => symptom === undefined)).toBe(true);
    expect(stability.symptom).toBeUndefined();
  });

  it('of dynamic quantization needs no calibration', async () => {
    const dynamic = { pass: 'quantize-dynamic' };
    const { plan, ...rest } = await run({ pass: dynamic, sensitivity: { ...some, signal: 'both' } });
    expect(plan.calibration.runs).toBe(0);
    const integer = found({ plan, ...rest }).layers.filter(({ precision }) => precision === 'integer');
    expect(integer.map(({ operator }) => operator)).toEqual(['Gemm', 'Gemm']);
    expect(integer.every(({ cause }) => Number.isFinite(cause!.sqnr))).toBe(true);
  });

  it('without data is measured on samples that are made up, and says so', async () => {
    const { samples, warnings } = found(await run({ data: undefined, sensitivity: { ...some, signal: 'symptom' } }));
    expect(samples).toMatchObject({ synthetic: true, count: 12, heldOut: false });
    expect(warnings.map(({ code }) => code)).toContain('sensitivity.synthetic');
  });

  it('on few samples says that the order may be an accident', async () => {
    const { warnings } = found(await run({ sensitivity: { samples: 2, signal: 'symptom' } }));
    expect(warnings.map(({ code }) => code)).toContain('sensitivity.few-samples');
  });
});

describe('a budget', () => {
  it('that is used up leaves out layers alone, and says how many', async () => {
    const { complete, layers, notes } = found(await run({ sensitivity: { ...some, budget: 0.01 } }));
    expect(complete).toBe(false);
    expect(layers.every(({ symptom, cause }) => symptom !== undefined && cause === undefined)).toBe(true);
    expect(notes).toContainEqual({ code: 'sensitivity.budget-layers', args: { count: layers.length } });
  });
});

describe('a plan alone', () => {
  it('is quick: nothing is calibrated or measured', async () => {
    const { plan, sensitivity, findings, progress } = await run({ planOnly: true });
    expect(sensitivity).toBeUndefined();
    expect(findings).toEqual([{ kind: 'sensitivity-plan', plan }]);
    expect(new Set(progress.map(({ stage }) => stage.code))).toEqual(new Set(['stage.opening', 'stage.planning']));
    expect(plan.seconds).toBeGreaterThan(0);
  });

  it('counts what was asked for', async () => {
    const { plan } = await run({ planOnly: true, sensitivity: { ...some, top: 3, budget: 0.5, signal: 'cause' } });
    expect(plan.symptom).toBeUndefined();
    expect(plan.cause).toMatchObject({ layers: 3, naiveRuns: 36 });
    expect(plan.seconds).toBeLessThanOrEqual(0.5);
  });
});

describe('results that are kept', () => {
  const settings = (name: string, more = {}) => ({
    cache: path.join(folder, name),
    sensitivity: { ...some, signal: 'symptom' },
    ...more,
  });

  it('are given again at once, however model and threads are called', async () => {
    const first = await run(settings('again'));
    const second = await run(settings('again', { run: { threads: 1 } }));
    expect(found(second).layers).toEqual(found(first).layers);
    expect(found(second)).toMatchObject({ created: found(first).created, run: { threads: 1 } });
    expect(found(second).notes.at(-1)?.code).toBe('sensitivity.kept');
    expect(second.findings.map(({ kind }) => kind)).toEqual(['sensitivity-plan', 'sensitive-layers']);
    expect(second.progress.map(({ stage }) => stage.code)).not.toContain('quantize.calibrating');
    expect(schema.parse(schema.encode(found(second)))).toEqual(found(second));
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    [
      'another way of quantizing',
      { pass: { pass: 'quantize-static', options: { calibrationSamples: 16, observer: 'mse' } } },
    ],
    ['another signal', { sensitivity: { ...some, signal: 'cause', top: 1 } }],
    ['other samples', { sensitivity: { samples: 11, signal: 'symptom' } }],
    ['another seed', { run: { seed: 5 } }],
  ])('are not those of %s', async (_what, change) => {
    await run(settings('other'));
    const changed = await run(settings('other', change));
    expect(found(changed).notes.map(({ code }) => code)).not.toContain('sensitivity.kept');
  });

  it('that are cut off are measured again, with a word in the log', async () => {
    await run(settings('cut'));
    const [file] = readdirSync(path.join(folder, 'cut'));
    truncateSync(path.join(folder, 'cut', file!), 1000);
    const again = await run(settings('cut'));
    expect(again.log.map(({ code }) => code)).toEqual(['sensitivity.cache-unreadable']);
    expect(found(again).notes.map(({ code }) => code)).not.toContain('sensitivity.kept');
    expect(found(await run(settings('cut'))).notes.at(-1)?.code).toBe('sensitivity.kept');
  });

  it('and left something out for lack of time are not taken for whole ones', async () => {
    const budget = { sensitivity: { ...some, budget: 0.01, top: 1 } };
    expect(found(await run(settings('budget', budget))).complete).toBe(false);
    const again = found(await run(settings('budget', budget)));
    expect([again.complete, again.notes.at(-1)?.code]).toEqual([false, 'sensitivity.kept']);
    const whole = found(await run(settings('budget', { sensitivity: { ...some, top: 1 } })));
    expect(whole.complete).toBe(true);
    const now = found(await run(settings('budget', budget)));
    expect([now.complete, now.notes.at(-1)?.code]).toEqual([true, 'sensitivity.kept']);
  });
});

describe('what cannot be measured', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a model that is not there', { model: 'nowhere.onnx' }, 'onnx.file-missing'],
    ['data that is not there', { data: { kind: 'auto', path: 'nowhere' } }, 'data.missing'],
    [
      'a model in which nothing is to be an integer',
      { pass: { pass: 'quantize-static', options: { includeOperators: ['LSTM'] } } },
      'quantize.nothing-integer',
    ],
  ])('%s is refused', async (_what, settings, code) => {
    expect(await refusal(settings)).toBe(code);
  });
});
