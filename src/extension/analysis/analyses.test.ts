import { setImmediate as nextTick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import type { PruneCurve, PruneCurves } from '../../protocol/result/pruneCurves.ts';
import type { ReductionWish } from '../../protocol/webview/reductionWish.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import type { SensitiveLayer } from '../../protocol/result/sensitivity.ts';
import { OtherSideBegan } from '../../protocol/webview/channel.ts';
import type { ModelPageSide, ProfileFindings } from '../../protocol/webview/modelContract.ts';
import { readReals } from '../../protocol/webview/realNumbers.ts';
import { Analyses, type Telling } from './analyses.ts';

type Heard = ModelPageSide['notification'];

const asked = { job: 'trade-off', wish: { steps: 3 } } as const;
const front: MixedFront = {
  measure: { name: message('quantize.name', { name: 'SQNR' }), unit: 'decibel', better: 'higher' },
  float: { value: Infinity, milliseconds: 1, bytes: 1 },
  ...{ points: [], warnings: [] },
};

function layer(node: string, sqnr: number): SensitiveLayer {
  const symptom = { sqnr, cosine: 1, relative: 0 };
  return { node, name: node, operator: 'Conv', origins: [node], precision: 'integer', symptom, activations: [] };
}

function page() {
  const heard: Heard[] = [];
  return { heard, notify: (notification: Heard) => heard.push(notification) };
}

/** A job that ends when it is told to, or when it is cancelled. */
function work() {
  let telling: Telling | undefined;
  let finish = (_: MixedFront): void => undefined;
  let begun = 0;
  return {
    perform: (given: Telling): Promise<MixedFront> => {
      telling = given;
      begun++;
      return new Promise((resolve, reject) => {
        finish = resolve;
        given.signal.addEventListener('abort', () => reject(new Error('cancelled')));
      });
    },
    get telling() {
      return telling!;
    },
    get begun() {
      return begun;
    },
    finish: () => finish(front),
  };
}

function follow(analyses: Analyses, own: ReturnType<typeof work>, by = page()) {
  const controller = new AbortController();
  const result = analyses.follow(asked, by, controller.signal, own.perform);
  return { page: by, controller, result };
}

describe('a job that pages follow', () => {
  it('is the same for a page that asks for it again, and ends with the last that gives it up', async () => {
    const [analyses, own] = [new Analyses(), work()];
    const [one, other] = [follow(analyses, own), follow(analyses, own)];
    const outcomes = Promise.allSettled([one.result, other.result]);
    await nextTick();
    expect(own.begun).toBe(1);
    one.controller.abort();
    expect(own.telling.signal.aborted).toBe(false);
    other.controller.abort();
    expect(own.telling.signal.aborted).toBe(true);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(analyses.soFar.running).toEqual([]);
  });

  it('goes on while a page is built anew, which then joins it', async () => {
    const [analyses, own, by] = [new Analyses(), work(), page()];
    const before = follow(analyses, own, by);
    await nextTick();
    before.controller.abort(new OtherSideBegan());
    expect(own.telling.signal.aborted).toBe(false);
    expect(analyses.soFar.running).toEqual([asked]);
    const after = follow(analyses, own, by);
    own.finish();
    expect(readReals(await after.result)).toEqual(front);
    expect(own.begun).toBe(1);
    // The way to a page knows no infinities.
    expect(JSON.parse(JSON.stringify(await after.result))).toEqual(await after.result);
  });

  it('ends with a page that is closed before it came back', async () => {
    const [analyses, own, by] = [new Analyses(), work(), page()];
    const before = follow(analyses, own, by);
    const failed = expect(before.result).rejects.toThrow('cancelled');
    await nextTick();
    before.controller.abort(new OtherSideBegan());
    analyses.leave(by);
    expect(own.telling.signal.aborted).toBe(true);
    await failed;
  });

  it('is refused where one with other wishes runs', async () => {
    const [analyses, own] = [new Analyses(), work()];
    const running = follow(analyses, own);
    const other = { job: 'trade-off', wish: { steps: 4 } } as const;
    await expect(analyses.follow(other, page(), new AbortController().signal, own.perform)).rejects.toMatchObject({
      detail: { code: 'analysis.running-already' },
    });
    own.finish();
    await running.result;
  });

  it('is told of at a pace that can be shown, the last of everything', async () => {
    const [analyses, own] = [new Analyses(), work()];
    const { page: by, result } = follow(analyses, own);
    await nextTick();
    for (let time = 0; time < 200; time++) {
      own.telling.onProgress({ stage: message('job.waiting', {}), fraction: time / 200 });
      own.telling.onFinding({ kind: 'sensitive-layers', layers: [layer(`n${time % 5}`, time)] });
    }
    expect(by.heard.length).toBeLessThan(5);
    own.finish();
    await result;
    const found = by.heard.flatMap((each) =>
      each.type === 'found' && each.finding.kind === 'sensitive-layers' ? each.finding.layers : [],
    );
    const last = new Map(found.map(({ node, symptom }) => [node, symptom?.sqnr]));
    expect([...last].sort()).toEqual([0, 1, 2, 3, 4].map((node) => [`n${node}`, 195 + node]));
    expect(analyses.soFar.layers).toHaveLength(5);
    expect(readReals(analyses.soFar).front).toEqual(front);
  });
});

it('what was found of another version of the model is forgotten, also what comes too late', async () => {
  const [analyses, own] = [new Analyses(), work()];
  const { page: by, result } = follow(analyses, own);
  const failed = expect(result).rejects.toThrow('cancelled');
  await nextTick();
  own.telling.onFinding({ kind: 'sensitive-layers', layers: [layer('a', 1)] });
  own.telling.onFinding({ kind: 'sensitive-layers', layers: [layer('b', 2)] });
  const before = by.heard.length;
  analyses.forget();
  own.telling.onFinding({ kind: 'mixed', front });
  await failed;
  expect(by.heard.length).toBe(before);
  expect(analyses.soFar).toEqual({ layers: [], curvesSoFar: [], running: [] });
});

const found: ProfileFindings = {
  profile: {
    ...{ nodes: [], overhead: [], kernels: 0, runs: 1, threads: 1, latency: { median: 1, low: 1, high: 1 } },
    samples: { source: 'made up', synthetic: true, count: 1, heldOut: false },
  },
  hints: [],
};

it('a profile stays until the next is there, whoever watches it hears of both, and of a change of the model', async () => {
  const heard: (ProfileFindings | undefined)[] = [];
  const analyses = new Analyses({ profiled: (profile) => heard.push(profile) });
  const profile = (perform: () => Promise<ProfileFindings>) =>
    analyses.follow({ job: 'profile' }, page(), new AbortController().signal, perform);
  await profile(() => Promise.resolve(found));
  expect(analyses.soFar.profile).toEqual(found);
  await expect(profile(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect([heard, analyses.soFar.profile]).toEqual([[found], found]);
  const next = { ...found };
  await profile(() => Promise.resolve(next));
  analyses.forget();
  expect(heard).toEqual([found, next, undefined]);
  expect(analyses.soFar).toEqual({ layers: [], curvesSoFar: [], running: [] });
});

it('curves are kept as they grow, until the result has all of them', async () => {
  const analyses = new Analyses();
  const by = page();
  const curve = (id: string, ...shares: readonly number[]): PruneCurve => ({
    ...{ id, layers: [], units: 10 },
    points: shares.map((share) => ({ share, parameters: 1, macs: 1, effect: { sqnr: 1, outputs: [], metrics: [] } })),
  });
  const wish: ReductionWish = {
    ...{ kind: 'weights', sparsity: 0.5, criterion: 'magnitude', pattern: 'free', scope: 'model', storage: 'auto' },
    keep: [],
  };
  let telling: Telling | undefined;
  let finish: (result: PruneCurves) => void = () => undefined;
  const result = analyses.follow({ job: 'curves', wish }, by, new AbortController().signal, (given) => {
    telling = given;
    return new Promise((resolve) => (finish = resolve));
  });
  await nextTick();
  telling!.onFinding({ kind: 'prune-curve', curve: curve('a', 0.5) });
  telling!.onFinding({ kind: 'prune-curve', curve: curve('b', 0.5) });
  telling!.onFinding({ kind: 'prune-curve', curve: curve('a', 0.25, 0.5) });
  expect(analyses.soFar.curvesSoFar.map(({ id, points }) => [id, points.length])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  const ended = { curves: [curve('a', 0.25, 0.5)] } as unknown as PruneCurves;
  finish(ended);
  await result;
  expect(analyses.soFar).toMatchObject({ curves: ended, curvesSoFar: [], running: [] });
  analyses.forget();
  expect(analyses.soFar).toEqual({ layers: [], curvesSoFar: [], running: [] });
});
