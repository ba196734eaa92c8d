import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { pruneChannelsOptions } from '../../src/protocol/options/pruneChannels.ts';
import type { PruneCurve, PruneCurves } from '../../src/protocol/result/pruneCurves.ts';
import type { Reduction } from '../../src/protocol/result/reduction.ts';
import { userError } from '../../src/protocol/userError.ts';
import type { VariantWish } from '../../src/protocol/webview/modelContract.ts';
import type { ReductionWish } from '../../src/protocol/webview/reductionWish.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { type ModelPageOptions, openModelPage } from './modelPage.ts';
import { PlayedAnalysis } from './playedAnalysis.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const { layers } = new PlayedAnalysis(digitsFile);
const layer = (place: number) => {
  const { node, name, operator } = layers[place]!;
  return { node, name, operator };
};

/** What would go by a wish for channels: the second layer keeps as many as it is asked to, the last cannot lose any. */
function reductionFor(wish: ReductionWish): Reduction {
  const ratio = wish.kind === 'channels' ? wish.ratio : 0.5;
  const after = 64 - Math.round(64 * ratio);
  const common = {
    parameters: { before: 634_000, after: Math.round(634_000 * (1 - ratio)) },
    macs: { before: 191e6, after: 191e6 * (1 - ratio) },
    milliseconds: { before: 2.1, after: 1.2 },
    bytes: { before: 2_548_000, after: 2_548_000 * (1 - ratio) },
    untouched: [{ ...layer(layers.length - 1), reason: message('analysis.cancelled', {}) }],
    notes: [],
  };
  if (wish.kind !== 'channels') {
    const zeros = { before: 0, after: 500 };
    return { kind: 'weights', layers: [{ ...layer(1), weights: 1000, zeros, bytes: zeros }], ...common };
  }
  const removed = Array.from({ length: 64 - after }, (_, channel) => channel);
  const group = { id: 'a', producers: [layer(1)], consumers: [layer(2)], channels: { before: 64, after }, removed };
  return { kind: 'channels', groups: [{ ...group, notes: [] }], ...common };
}

/** An editor that plans and makes what is wished for. */
class PlayedReduction {
  readonly planned: ReductionWish[] = [];
  readonly made: VariantWish[] = [];
  failure: Error | undefined;

  async open(options: ModelPageOptions = {}) {
    const played = new PlayedAnalysis(digitsFile);
    const opened = await openModelPage(
      browser,
      { kind: 'file', path: digitsFile },
      {
        ...{ mayRun: true, ...options },
        answers: {
          ...played.answers,
          planReduction: (wish) => {
            this.planned.push(wish);
            if (this.failure !== undefined) throw this.failure;
            return reductionFor(wish);
          },
          measureCurves: () => curvesFor({ pass: 'prune-channels', options: pruneChannelsOptions.parse({}) }),
          makeVariant: (wish) => {
            this.made.push(wish);
            return 'digits.pruned.onnx';
          },
        },
      },
    );
    await opened.page.locator('.graph-legend-line').first().waitFor();
    return opened;
  }
}

const form = (page: Page) => page.getByRole('region', { name: 'Prune', exact: true });
const prune = (page: Page) => form(page).getByRole('button', { name: 'Prune', exact: true });
const preview = (page: Page) => page.locator('.plan-preview');
const table = (page: Page) => page.getByRole('grid', { name: 'What would go' });

async function openForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Prune…' }).first().click();
  await preview(page).getByText('parameters 634 k').waitFor();
}

describe('the form', () => {
  it('shows what would go in lines, in a table and on the graph, anew with each change', async () => {
    const played = new PlayedReduction();
    const { page, faults } = await played.open();
    await openForm(page);
    await preview(page).getByText('size (expected) 2.55 MB → 1.78 MB').waitFor();
    await table(page)
      .getByRole('row', { name: /64.*45.*channels.*29\.7 %/ })
      .waitFor();
    await expect.poll(() => page.locator('.colour-choice').innerText()).toBe('What goes');
    await form(page).getByRole('textbox', { name: 'Channels that go (%)' }).fill('50');
    await preview(page).getByText('size (expected) 2.55 MB → 1.27 MB').waitFor();
    await table(page)
      .getByRole('row', { name: /64.*32.*channels.*50 %/ })
      .waitFor();
    expect(played.planned.map((wish) => wish.kind === 'channels' && wish.ratio)).toEqual([0.3, 0.5]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('asks for single weights by a pattern, which says how many go', async () => {
    const played = new PlayedReduction();
    const { page } = await played.open();
    await openForm(page);
    await form(page).getByRole('radio', { name: 'Single weights' }).check();
    await form(page).getByRole('combobox', { name: 'Pattern' }).selectOption('2:4');
    expect(
      await form(page)
        .getByRole('textbox', { name: /become zero/ })
        .count(),
    ).toBe(0);
    await expect.poll(() => played.planned.at(-1)).toMatchObject({ kind: 'weights', pattern: '2:4' });
    await page.close();
  });

  it('asks for a rank by what is kept', async () => {
    const played = new PlayedReduction();
    const { page } = await played.open();
    await openForm(page);
    await form(page).getByRole('radio', { name: 'Rank' }).check();
    await form(page).getByRole('combobox', { name: 'Keep' }).selectOption('macs');
    await form(page).getByRole('textbox', { name: 'How much' }).fill('45');
    await expect.poll(() => played.planned.at(-1)).toMatchObject({ kind: 'low-rank', rank: 'macs=0.45' });
    await page.close();
  });

  it('protects what is selected, and makes the model that was shown', async () => {
    const played = new PlayedReduction();
    const { page } = await played.open();
    await openForm(page);
    await table(page)
      .getByRole('row', { name: /channels/ })
      .click();
    await form(page).getByRole('button', { name: 'Protect Selected' }).click();
    await expect.poll(() => played.planned.at(-1)?.keep).toEqual([layer(1).node]);
    await prune(page).click();
    await page.getByText('digits.pruned.onnx').first().waitFor();
    expect(played.made).toEqual([{ kind: 'reduce', wish: played.planned.at(-1) }]);
    await page.close();
  });

  it('says what is wrong in a field, and why nothing can go', async () => {
    const played = new PlayedReduction();
    const { page } = await played.open();
    await openForm(page);
    await form(page).getByRole('textbox', { name: 'Channels that go (%)' }).fill('120');
    await form(page).getByRole('alert').filter({ hasText: 'below 100' }).waitFor();
    await expect.poll(() => prune(page).getAttribute('disabled')).not.toBeNull();
    played.failure = userError('extension.not-trusted', {});
    await form(page).getByRole('textbox', { name: 'Channels that go (%)' }).fill('20');
    await preview(page).getByText(/trust/i).first().waitFor();
    await page.close();
  });

  it('is there again as it was when the page comes back', async () => {
    const played = new PlayedReduction();
    const { page, hideAndShow } = await played.open();
    await openForm(page);
    await form(page).getByRole('textbox', { name: 'Channels that go (%)' }).fill('40');
    await preview(page).getByText('1.53 MB').waitFor();
    await hideAndShow();
    await preview(page).getByText('1.53 MB').waitFor();
    expect(await form(page).getByRole('textbox', { name: 'Channels that go (%)' }).inputValue()).toBe('40');
    await page.close();
  });
});

/** How the first layers bear it: the second hardly. */
function curvesFor(pass: PruneCurves['pass']): PruneCurves {
  const curves = [0, 1, 2].map((place): PruneCurve => ({
    ...{ id: `group ${place}`, layers: [layer(place)], units: 64 },
    points: [0.25, 0.5, 0.75].map((share) => ({
      ...{ share, parameters: 634_000 * (1 - share / 3), macs: 191e6 * (1 - share / 3) },
      effect: { sqnr: (place === 1 ? 6 : 30 + place) - 10 * share, outputs: [], metrics: [] },
    })),
  }));
  return {
    ...{ format: 'whittle-prune-curves', version: 1, created: '2026-01-02T03:04:05.000Z', model: 'digits.onnx', pass },
    ...{ options: { levels: 3, samples: 8 }, run: { seed: 0 } },
    samples: { source: 'calibration.npz', synthetic: false, count: 8, heldOut: false },
    ...{
      parameters: 634_000,
      macs: 191e6,
      curves,
      untouched: [],
      complete: true,
      notes: [],
      warnings: [],
      timings: [],
    },
    trades: [
      { shares: {}, macs: 191e6, parameters: 634_000, sqnr: Infinity },
      { shares: { 'group 0': 0.5 }, macs: 160e6, parameters: 500_000, sqnr: 25 },
      { shares: { 'group 0': 0.5, 'group 2': 0.75 }, macs: 110e6, parameters: 400_000, sqnr: 22 },
    ],
  };
}

describe('how layers bear it', () => {
  it('is measured from the form, ranked, and leads to shares of single layers', async () => {
    const played = new PlayedReduction();
    const { page, faults } = await played.open();
    await openForm(page);
    await form(page).getByRole('button', { name: 'Measure What Layers Bear' }).click();
    await page.getByText('3 layers measured').first().waitFor();
    await page.getByRole('tab', { name: /Bearing/ }).click();
    const ranked = page.getByRole('grid', { name: 'How layers bear it' });
    await expect.poll(() => ranked.getByRole('row').nth(1).innerText()).toContain(layer(1).name);
    await expect.poll(() => page.locator('.colour-choice').innerText()).toBe('SQNR without half');
    await page.screenshot({ path: '.cache/screenshots/curves-dark.png' });
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Show' }).selectOption('together');
    await page.getByRole('listbox', { name: 'Shares of all layers together' }).getByRole('option').first().click();
    await page.screenshot({ path: '.cache/screenshots/curves-together-dark.png' });
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use These Shares' }).click();
    await form(page).getByText('Layers with a share of their own').waitFor();
    await expect.poll(() => played.planned.at(-1)).toMatchObject({ groupRatios: { [layer(1).name]: 0 } });
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe.each(['dark', 'light', 'hc'] as const)('in %s', (theme) => {
  it('is accessible', async () => {
    const { page } = await new PlayedReduction().open({ theme });
    await openForm(page);
    await page.screenshot({ path: `.cache/screenshots/reduction-${theme}.png` });
    expect(await seriousViolations(page)).toEqual([]);
    await page.close();
  });
});
