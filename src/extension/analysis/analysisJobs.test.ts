import { describe, expect, it } from 'vitest';
import { job } from '../../protocol/job.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { RememberedChoices } from '../quantize/choices.ts';
import { type Analyzed, isSynthetic, searchJob, sensitivityJob, variantJob } from './analysisJobs.ts';

const data = { kind: 'npz', path: '/m/calibration.npz' } as const;
const evaluation = { kind: 'npz', path: '/m/test.npz' } as const;
const output = { path: '/m/net.int8.onnx', replace: false };
const options = quantizeStaticOptions.parse({ observer: 'entropy', excludeNodes: ['/head/*'] });

function analyzed(choices: Partial<RememberedChoices> = {}): Analyzed {
  return {
    model: '/m/net.onnx',
    choices: { method: 'static', static: options, dynamic: quantizeDynamicOptions.parse({}), ...choices },
    settings: { floorAgreement: 0.95, floorSqnr: 12, threads: 2 },
    cache: '/cache',
  };
}

describe('an analysis', () => {
  it('is of the pass that quantizing would take, on its data', () => {
    expect(sensitivityJob(analyzed({ data }), { signal: 'cause', samples: 8, budget: 5 })).toEqual(
      job.parse({
        kind: 'sensitivity',
        model: '/m/net.onnx',
        pass: { pass: 'quantize-static', options: { observer: 'entropy', excludeNodes: ['/head/*'] } },
        data,
        sensitivity: { signal: 'cause', samples: 8, budget: 5 },
        cache: '/cache',
        run: { threads: 2 },
      }),
    );
  });

  it('makes samples up where there is no data, and is dynamic where quantizing is', () => {
    const planned = sensitivityJob(analyzed({ method: 'dynamic' }), { signal: 'symptom', samples: 4 }, true);
    expect(planned).not.toHaveProperty('data');
    expect(planned.pass).toEqual({ pass: 'quantize-dynamic', options: quantizeDynamicOptions.parse({}) });
    expect(planned.planOnly).toBe(true);
    expect(job.parse(planned)).toEqual(planned);
  });

  it('knows synthetic data', () => {
    expect(isSynthetic(analyzed().choices)).toBe(true);
    expect(isSynthetic(analyzed({ data: { kind: 'synthetic' } }).choices)).toBe(true);
    expect(isSynthetic(analyzed({ data }).choices)).toBe(false);
  });
});

it('a search starts from the static options, and measures on what quantizing compares on', () => {
  const wish = { floor: 'top1=-0.5', maxLatency: 0.6, steps: 12 };
  expect(searchJob(analyzed({ method: 'dynamic', data, evaluation }), wish)).toEqual(
    job.parse({
      kind: 'mixed',
      model: '/m/net.onnx',
      options,
      search: wish,
      data,
      verify: { floorAgreement: 0.95, floorSqnr: 12, evaluation },
      run: { threads: 2 },
    }),
  );
  expect(searchJob(analyzed(), { steps: 3 }).data).toEqual({ kind: 'synthetic' });
});

describe('a model of what was found', () => {
  it('is as the whole one, but with nodes in float beside those that are already', () => {
    const wish = { kind: 'keep-float', nodes: ['/a[0]', '/head/*'] } as const;
    const made = variantJob(analyzed({ data, evaluation }), wish, output);
    expect(made.recipe.passes).toEqual([
      { pass: 'quantize-static', options: { ...options, excludeNodes: ['/head/*', '/a[0]'] } },
    ]);
    expect(made).toMatchObject({ data, output: { path: '/m/net.int8.onnx', force: false }, verify: { evaluation } });
    expect(job.parse(made)).toEqual(made);
  });

  it('stays dynamic where quantizing is', () => {
    const made = variantJob(analyzed({ method: 'dynamic' }), { kind: 'keep-float', nodes: ['y'] }, output);
    expect(made.recipe.passes).toEqual([
      { pass: 'quantize-dynamic', options: quantizeDynamicOptions.parse({ excludeNodes: ['y'] }) },
    ]);
    expect(made).not.toHaveProperty('data');
  });

  it('calibrates on made-up samples where the analysis did', () => {
    const made = variantJob(analyzed(), { kind: 'keep-float', nodes: ['y'] }, output);
    expect(made.data).toEqual({ kind: 'synthetic' });
  });

  it('that is a point of the trade-off is made with its options, whatever the method', () => {
    const point = quantizeStaticOptions.parse({ observer: 'mse', excludeNodes: ['z'] });
    const made = variantJob(analyzed({ method: 'dynamic', data }), { kind: 'point', options: point }, output);
    expect(made.recipe.passes).toEqual([{ pass: 'quantize-static', options: point }]);
    expect(made.data).toEqual(data);
  });
});
