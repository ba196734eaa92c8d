import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SensitiveLayer, TensorDistribution, WeightDistribution } from '../../src/protocol/result/sensitivity.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import type { InspectorPageOptions } from './inspectorPage.ts';
import {
  activationDistribution,
  longTailed,
  sensitivityOf,
  unevenWeight,
  weightDistribution,
} from './layerFindings.ts';
import { openLayer, type Opened, others, path, reads, section, weight, writes } from './layerQuantizationPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const open = (options: InspectorPageOptions = {}): Promise<Opened> => openLayer(browser, options);

describe('what models and results may hold', () => {
  const long = `<img src=x onerror="throw 1"> \u202Egnp.exe ${'n'.repeat(2000)}`;
  const flat = activationDistribution('x', new Float32Array(4096));
  const many = unevenWeight(4096, 4, 1.0005, 11);
  const cases: Readonly<
    Record<
      string,
      {
        readonly layer?: Partial<SensitiveLayer>;
        readonly activations?: readonly TensorDistribution[];
        readonly weight?: WeightDistribution;
      }
    >
  > = {
    'no weight and no activations': { layer: { activations: [] } },
    'one channel': { weight: weightDistribution('w', longTailed(64, 1), [1, 64], { axis: 0 }) },
    'one scale for all': { weight: weightDistribution('w', longTailed(640, 2), [10, 64]) },
    '4,096 channels': { weight: weightDistribution('w', many, [4096, 4], { axis: 0 }) },
    'four bits': { weight: weightDistribution('w', longTailed(640, 2), [10, 64], { type: 'int4' }) },
    'only zeros': { activations: [flat], weight: weightDistribution('w', new Float32Array(64), [8, 8], { axis: 0 }) },
    'a scale of 0': {
      activations: [
        { ...reads, grid: { low: 0, high: 0, scale: 0, zeroPoint: 0, clipped: 1, sqnr: -Infinity }, observers: [] },
      ],
      weight: {
        ...weightDistribution('w', longTailed(64, 1), [8, 8], { axis: 0 }),
        scales: Array.from({ length: 8 }, () => 0),
      },
    },
    'nothing that was counted': {
      activations: [{ ...reads, histogram: { low: 0, high: 0, counts: [] } }],
      weight: { ...weight, histogram: { low: 0, high: 0, counts: [] }, lows: [], highs: [] },
    },
    'huge numbers': {
      activations: [
        {
          ...reads,
          histogram: { low: -3e38, high: 3e38, counts: [1, 0, 2 ** 50] },
          grid: { ...reads.grid, low: -3e38, high: 3e38, scale: 2.35e36 },
        },
      ],
    },
    'names of 2,000 characters': {
      layer: { name: long, activations: [long] },
      activations: [{ ...reads, tensor: long, observer: long, type: long }],
      weight: { ...weight, tensor: long, type: long },
    },
  };

  it.each(Object.entries(cases))('%s', async (name, { layer: more = {}, activations = [], weight: own }) => {
    const { page, run, found, layer, faults } = await open({ width: 200 });
    const { weight: _weight, ...rest } = layer;
    const shown = {
      ...rest,
      activations: activations.map(({ tensor }) => tensor),
      ...(own && { weight: own.tensor }),
      ...more,
    };
    await found.end(sensitivityOf([shown], activations, own === undefined ? [] : [own]));
    await run(`select(node('/stem/conv')); await new Promise((done) => setTimeout(done, 100));`);
    expect(await section(page, 'quantization.weight').count()).toBe(own === undefined ? 0 : 1);
    expect(await section(page, 'quantization.activation-0').count()).toBe(activations.length);
    const channelsAreThere = own?.axis !== undefined && own.scales.length > 1;
    expect(await section(page, 'quantization.channels').count()).toBe(channelsAreThere ? 1 : 0);
    if (channelsAreThere) await section(page, 'quantization.channels').locator('summary').first().click();
    await run('await new Promise((done) => setTimeout(done, 100));');
    // Nothing is drawn where no number is, and nothing sticks out.
    const drawn = await run<string>(
      `return [...document.querySelectorAll('.chart .picture')].map((each) => each.innerHTML).join()`,
    );
    expect(drawn).not.toMatch(/NaN|Infinity/);
    expect(await page.locator('.inspector img, .inspector b').count()).toBe(0);
    expect(
      await run<number>('const { scrollWidth, clientWidth } = inspector.element; return scrollWidth - clientWidth;'),
    ).toBe(0);
    if (name === 'four bits') {
      // Each level has a stroke of its own.
      expect((await path(section(page, 'quantization.weight'), 'grid-levels'))!.match(/v6/g)).toHaveLength(16);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

it.each(['dark', 'light', 'hc'] as const)('keeps nobody out: %s', async (theme) => {
  const { page, run, found, layer, faults } = await open({ theme, width: 340 });
  await found.end(sensitivityOf([layer, ...others], [reads, writes], [weight], { synthetic: true }));
  await run(`select(node('/stem/conv'));`);
  await section(page, 'quantization.channels').locator('summary').first().click();
  await section(page, 'quantization.activation-1').getByText('Show as table').click();
  expect(await seriousViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
});
