import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userError } from '../../src/protocol/userError.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { type ModelPageOptions, openModelPage } from './modelPage.ts';
import { frontOf, PlayedAnalysis, symptomOf } from './playedAnalysis.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const digits = { kind: 'file', path: digitsFile } as const;

async function open(options: ModelPageOptions = {}, played = new PlayedAnalysis(digitsFile)) {
  const opened = await openModelPage(browser, digits, {
    ...{ mayRun: true, ...options },
    answers: { ...played.answers, ...options.answers },
  });
  played.page = (notification) => void opened.notify(notification);
  await drawn(opened.page);
  return { ...opened, played };
}

/** Waits until the graph is painted: its legend follows the first scene. */
const drawn = (page: Page) => page.locator('.graph-legend-line').first().waitFor();

const form = (page: Page) => page.getByRole('region', { name: 'Analyze Sensitivity' });
const run = (page: Page) => form(page).getByRole('button', { name: 'Analyze', exact: true });
const preview = (page: Page) => page.locator('.plan-preview');
const strip = (page: Page) => page.locator('.running-strip');
const legend = (page: Page) => page.locator('.graph-legend');
const colour = (page: Page) => page.locator('.colour-choice').innerText();
const headings = (page: Page) => page.getByRole('grid').getByRole('columnheader').allInnerTexts();

async function openForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Analyze…' }).click();
  await form(page).getByText('calibration.npz').waitFor();
}

/** Presses Analyze, and waits until the job runs. */
async function begin({ page, played }: Awaited<ReturnType<typeof open>>) {
  await openForm(page);
  await run(page).click();
  await expect.poll(() => played.job).toBeDefined();
  return played.job!;
}

describe('the form', () => {
  it('says with what a model is analyzed and what that takes, as it is filled in', async () => {
    const { page, played, faults } = await open();
    await openForm(page);
    await preview(page).getByText('layers × 32 samples, about 12 s, 300 MB').waitFor();
    await form(page).getByRole('textbox', { name: 'Samples' }).fill('8');
    await preview(page).getByText('× 8 samples').waitFor();
    await form(page).getByRole('textbox', { name: 'Budget' }).fill('5');
    await preview(page).getByText('Ends after 5 s').waitFor();
    await form(page).getByRole('radio', { name: 'Symptom' }).check();
    await expect.poll(() => played.planned.at(-1)).toEqual({ signal: 'symptom', samples: 8 });
    const asked = played.planned.length;
    // What was planned already is known, and a budget changes nothing of it.
    await form(page).getByRole('radio', { name: 'Both' }).check();
    await form(page).getByRole('textbox', { name: 'Budget' }).fill('7');
    await preview(page).getByText('Ends after 7 s').waitFor();
    expect(played.planned).toHaveLength(asked);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('asks for weights and activations apart, for all but each layer, and for some layers, where layers are looked at alone', async () => {
    const { page, played, faults } = await open();
    await openForm(page);
    await preview(page).getByText('32 samples').waitFor();
    await form(page).getByRole('checkbox', { name: 'Weights and activations apart, too' }).click();
    await form(page).getByRole('checkbox', { name: 'The whole model without each layer, too' }).press('Space');
    await form(page).getByRole('textbox', { name: 'Layers looked at alone' }).fill('5');
    const wished = { signal: 'both', samples: 32, top: 5, apart: true, allBut: true };
    await expect.poll(() => played.planned.at(-1)).toEqual(wished);
    await page.screenshot({ path: '.cache/screenshots/analysis-alone-dark.png' });
    await form(page).getByRole('radio', { name: 'Symptom' }).check();
    await expect.poll(() => played.planned.at(-1)).toEqual({ signal: 'symptom', samples: 32 });
    expect(await form(page).getByRole('checkbox').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('asks once for what is written quickly', async () => {
    const { page, played } = await open();
    await openForm(page);
    await preview(page).getByText('32 samples').waitFor();
    const samples = form(page).getByRole('textbox', { name: 'Samples' });
    await samples.fill('');
    await samples.pressSequentially('1250', { delay: 30 });
    await preview(page).getByText('1250 samples').waitFor();
    expect(played.planned.map((wish) => wish.samples)).toEqual([32, 1250]);
    await page.close();
  });

  it('says what is wrong in a field, and lets nothing begin', async () => {
    const { page } = await open();
    await openForm(page);
    const samples = form(page).getByRole('textbox', { name: 'Samples' });
    await samples.fill('some');
    await form(page).getByRole('alert').filter({ hasText: 'whole number' }).waitFor();
    await expect.poll(() => run(page).getAttribute('disabled')).not.toBeNull();
    await samples.fill('4');
    await form(page).getByRole('alert').filter({ hasText: 'whole number' }).waitFor({ state: 'detached' });
    await expect.poll(() => run(page).getAttribute('disabled')).toBeNull();
    await page.close();
  });

  it('has the editor ask for other data, and plans anew', async () => {
    const played = new PlayedAnalysis(digitsFile);
    const changed = (): typeof played.setting => {
      const { setting } = played;
      const value = { code: 'quantize.name', args: { name: 'other.npz' } };
      return (played.setting = { ...setting, shown: { ...setting.shown, data: { value, reason: value } } });
    };
    const { page, asked } = await open({ answers: { changeAnalysis: changed } }, played);
    await openForm(page);
    await preview(page).getByText('32 samples').waitFor();
    const change = form(page).getByRole('button', { name: 'Change: Data' });
    await change.focus();
    await page.keyboard.press('Enter');
    await form(page).getByText('other.npz').first().waitFor();
    expect(asked.filter(([name]) => name === 'changeAnalysis')).toEqual([['changeAnalysis', { what: 'data' }]]);
    await expect.poll(() => played.planned.length).toBe(2);
    await expect.poll(() => page.evaluate('document.activeElement?.ariaLabel')).toBe('Change: Data');
    await page.close();
  });

  it('says why a plan cannot be made', async () => {
    const played = new PlayedAnalysis(digitsFile);
    played.planFailure = userError('quantize.no-samples', { source: 'empty.npz' });
    const { page, asked } = await open({}, played);
    await openForm(page);
    await preview(page).getByRole('alert').filter({ hasText: 'no samples in empty.npz' }).waitFor();
    await preview(page).getByRole('button', { name: 'Show Log' }).click();
    expect(asked.at(-1)).toEqual(['showHelp', { what: 'log' }]);
    await page.close();
  });

  it('says in a workspace without trust that nothing runs there, and leads out of it', async () => {
    const refused = () => {
      throw userError('extension.not-trusted', {});
    };
    const { page, asked } = await open({ mayRun: false, answers: { analysisSetting: refused } });
    await page.getByRole('button', { name: 'Analyze…' }).click();
    await form(page).getByRole('alert').filter({ hasText: 'not trusted' }).waitFor();
    expect(await run(page).getAttribute('disabled')).not.toBeNull();
    await form(page).getByRole('button', { name: 'Manage Workspace Trust' }).click();
    expect(asked.at(-1)).toEqual(['showHelp', { what: 'trust' }]);
    await page.screenshot({ path: '.cache/screenshots/analysis-untrusted.png' });
    await page.close();
  });
});

describe('an analysis', () => {
  it('colours the graph and fills the table as it goes, and says what came of it', async () => {
    const opened = await open();
    const { page, played, faults } = opened;
    const job = await begin(opened);
    await strip(page).waitFor();
    expect(await form(page).count()).toBe(0);
    job.find(played.layers.slice(0, 3).map(symptomOf), 0.2);
    await legend(page).getByText('Symptom SQNR').waitFor();
    expect(await headings(page)).toContain('Symptom SQNR');
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('20');
    expect(await strip(page).innerText()).toContain('10 s left');
    const order = await page.getByRole('grid').getByRole('row').allInnerTexts();
    job.find(played.layers.map(symptomOf), 0.5);
    await page.screenshot({ path: '.cache/screenshots/analysis-running-dark.png' });
    job.find(played.layers.slice(0, 1), 0.6);
    await expect.poll(() => headings(page)).toContain('Cause SQNR');
    // What is known of one layer only colours nothing yet, and no row has moved.
    expect(await colour(page)).toBe('Symptom SQNR');
    const names = (rows: readonly string[]) => rows.map((row) => row.split('\t')[1]);
    expect(names(await page.getByRole('grid').getByRole('row').allInnerTexts())).toEqual(names(order));
    job.finish(played.result());
    await page.getByText('layers measured. ').waitFor();
    expect(await page.locator('.notice-status').innerText()).toMatch(/suffers most, 17\.3.dB/);
    await expect.poll(() => colour(page)).toBe('Cause SQNR');
    await strip(page).waitFor({ state: 'hidden' });
    // Layers that lose nothing have a number too.
    await page.getByRole('grid').getByText('∞').first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is gone through from the layer that suffers most', async () => {
    const opened = await open();
    const { page, played } = opened;
    const job = await begin(opened);
    job.finish(played.result());
    await legend(page).getByText('Cause SQNR').waitFor();
    await page.keyboard.press(']');
    const selected = page.getByRole('grid').locator('tr[aria-selected=true]');
    await expect.poll(() => selected.allInnerTexts()).toEqual([expect.stringContaining(played.layers[2]!.name)]);
    await page.close();
  });

  it('leaves a colour alone that the person chose', async () => {
    const opened = await open();
    const { page, played } = opened;
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'Bytes' }).click();
    const job = await begin(opened);
    job.find(played.layers.map(symptomOf), 0.5);
    await expect.poll(() => headings(page)).toContain('Symptom SQNR');
    expect(await colour(page)).toBe('Bytes');
    job.finish(played.result());
    await strip(page).waitFor({ state: 'hidden' });
    expect(await colour(page)).toBe('Bytes');
    await page.close();
  });

  it('takes the colour no more after the person chose one on the way', async () => {
    const opened = await open();
    const { page, played } = opened;
    const job = await begin(opened);
    job.find(played.layers.map(symptomOf), 0.5);
    await legend(page).getByText('Symptom SQNR').waitFor();
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'None' }).click();
    job.finish(played.result());
    await strip(page).waitFor({ state: 'hidden' });
    expect(await colour(page)).toBe('None');
    await page.close();
  });

  it('that is cancelled keeps what is there, and says so', async () => {
    const opened = await open();
    const { page, played } = opened;
    const job = await begin(opened);
    job.find(played.layers.slice(0, 4).map(symptomOf), 0.3);
    await legend(page).getByText('Symptom SQNR').waitFor();
    await strip(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/Cancelled: 4 of \d+ layers are known/).waitFor();
    await expect.poll(() => job.isCancelled).toBe(true);
    expect(await colour(page)).toBe('Symptom SQNR');
    expect(await strip(page).isVisible()).toBe(false);
    await page.close();
  });

  it('that was cancelled in the list of jobs says so too', async () => {
    const opened = await open();
    const { page } = opened;
    const job = await begin(opened);
    job.fail(userError('analysis.cancelled', {}));
    await page.getByText('Cancelled before anything was known.').waitFor();
    await page.close();
  });

  it('that fails says why, and can be begun again', async () => {
    const opened = await open();
    const { page, played, asked, faults } = opened;
    const job = await begin(opened);
    job.fail(userError('quantize.already-quantized', { file: 'digits.onnx' }));
    const said = page.getByRole('alert').filter({ hasText: 'digits.onnx is quantized already' });
    await said.waitFor();
    await page.screenshot({ path: '.cache/screenshots/analysis-failed.png' });
    await page.locator('.notices').getByRole('button', { name: 'Show Log' }).click();
    expect(asked.at(-1)).toEqual(['showHelp', { what: 'log' }]);
    played.job = undefined;
    await begin(opened);
    await said.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('forgets what the one before found', async () => {
    const opened = await open();
    const { page, played } = opened;
    const first = await begin(opened);
    first.finish(played.result());
    await legend(page).getByText('Cause SQNR').waitFor();
    played.job = undefined;
    const second = await begin(opened);
    await expect.poll(() => headings(page)).not.toContain('Cause SQNR');
    second.find(played.layers.map(symptomOf), 0.5);
    await legend(page).getByText('Symptom SQNR').waitFor();
    await page.close();
  });
});

describe('a search', () => {
  const search = (page: Page) => page.getByRole('region', { name: 'Search Trade-off' });

  async function beginSearch({ page, played, notify }: Awaited<ReturnType<typeof open>>) {
    await notify({ type: 'command', command: 'searchTradeOff' });
    await search(page).getByText('calibration.npz').waitFor();
    await search(page).getByRole('button', { name: 'Search', exact: true }).click();
    await expect.poll(() => played.search).toBeDefined();
    return played.search!;
  }

  it('asks what is to be reached, and says what is wrong', async () => {
    const { page, notify, asked } = await open();
    await notify({ type: 'command', command: 'searchTradeOff' });
    await search(page).getByText('calibration.npz').waitFor();
    await search(page).getByRole('combobox', { name: 'Accuracy' }).selectOption('top1');
    const least = search(page).getByRole('textbox', { name: 'Percentage points' });
    await least.fill('-1');
    await search(page).getByRole('alert').filter({ hasText: 'not below 0' }).waitFor();
    await least.fill('0.25');
    await search(page).getByRole('textbox', { name: 'Latency' }).fill('60');
    await search(page).getByRole('textbox', { name: 'Models to try' }).fill('12');
    await page.screenshot({ path: '.cache/screenshots/analysis-search-dark.png' });
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => asked.filter(([name]) => name === 'searchTradeOff'))
      .toEqual([['searchTradeOff', { steps: 12, floor: 'top1=-0.25', maxLatency: 0.6 }]]);
    await page.close();
  });

  it('shows models as they are measured, and those that are there when it is cancelled', async () => {
    const opened = await open();
    const { page, hideAndShow, faults } = opened;
    const job = await beginSearch(opened);
    job.tell({ kind: 'mixed', front: frontOf(3) }, 0.4);
    const tab = page.getByRole('tab', { name: /Trade-off/ });
    await tab.click();
    await page.getByText('step 2').first().waitFor();
    await strip(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled: 3 models are measured').waitFor();
    await hideAndShow();
    await tab.filter({ hasText: '3' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says what came of it', async () => {
    const opened = await open();
    const { page, played } = opened;
    (await beginSearch(opened)).finish(frontOf(4, 2));
    await page.getByText('4 models measured.').waitFor();
    played.search = undefined;
    (await beginSearch(opened)).finish(frontOf(4));
    await page.getByText('none reaches what was asked for').waitFor();
    await page.close();
  });
});

describe('what was found', () => {
  it('is there again after the page was hidden, with its colour and without another run', async () => {
    const opened = await open();
    const { page, played, hideAndShow, asked } = opened;
    const job = await begin(opened);
    job.finish(played.result());
    await legend(page).getByText('Cause SQNR').waitFor();
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'Symptom SQNR' }).click();
    await page.waitForTimeout(300);
    await hideAndShow();
    await legend(page).getByText('Symptom SQNR').waitFor();
    expect(await headings(page)).toContain('Cause SQNR');
    expect(asked.filter(([name]) => name === 'analyzeSensitivity')).toHaveLength(1);
    await page.close();
  });

  it('goes on to be found while the page is hidden', async () => {
    const opened = await open();
    const { page, played, hideAndShow } = opened;
    const job = await begin(opened);
    job.find(played.layers.slice(0, 2).map(symptomOf), 0.2);
    await legend(page).getByText('Symptom SQNR').waitFor();
    await page.waitForTimeout(300);
    await hideAndShow();
    await strip(page).waitFor();
    await legend(page).getByText('Symptom SQNR').waitFor();
    expect(played.job).toBe(job);
    expect(job.isCancelled).toBe(false);
    job.find(played.layers.map(symptomOf), 0.5);
    await expect.poll(() => page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
    job.finish(played.result());
    await expect.poll(() => colour(page)).toBe('Cause SQNR');
    await page.close();
  });

  it('is not of the file once that has changed', async () => {
    const opened = await open();
    const { page, played, notify } = opened;
    const job = await begin(opened);
    job.finish(played.result());
    await legend(page).getByText('Cause SQNR').waitFor();
    played.analyses.forget();
    await notify({ type: 'opened', file: 'digits.onnx', mayRun: true });
    await legend(page).getByText('Cause SQNR').waitFor({ state: 'detached' });
    expect(await headings(page)).not.toContain('Cause SQNR');
    expect(await colour(page)).toBe('None');
    await page.close();
  });

  it('keeps the form open that was open, with what was written in it', async () => {
    const { page, hideAndShow } = await open();
    await openForm(page);
    await form(page).getByRole('textbox', { name: 'Samples' }).fill('7');
    await page.waitForTimeout(300);
    await hideAndShow();
    await form(page).waitFor();
    expect(await form(page).getByRole('textbox', { name: 'Samples' }).inputValue()).toBe('7');
    await page.close();
  });
});

describe('for everybody', () => {
  it('everything is done with the keyboard alone', async () => {
    const opened = await open();
    const { page, played, notify, faults } = opened;
    await notify({ type: 'command', command: 'analyze' });
    await form(page).getByText('calibration.npz').waitFor();
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Analyze Sensitivity');
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').getByRole('heading', { name: 'digits.onnx' }).waitFor();
    await notify({ type: 'command', command: 'analyze' });
    await form(page).getByText('calibration.npz').waitFor();
    for (let press = 0; press < 20; press++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement?.getAttribute("aria-label")')) === 'Samples') break;
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.type('16');
    await page.keyboard.press('Enter');
    await expect.poll(() => played.job).toBeDefined();
    expect(await page.evaluate('document.activeElement?.className')).toContain('graph-canvas');
    played.job!.find(played.layers.map(symptomOf), 0.4);
    await legend(page).getByText('Symptom SQNR').waitFor();
    const announced = page.locator('.running-bar [role=status]');
    await expect.poll(() => announced.textContent()).toContain('25');
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate('document.activeElement?.textContent')) === 'Cancel') break;
    }
    await page.keyboard.press('Enter');
    await page.getByText('Cancelled: ').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each(['dark', 'light', 'hc'] as const)('has no serious violation of accessibility, in %s', async (theme) => {
    const opened = await open({ theme });
    const { page, played } = opened;
    await openForm(page);
    await preview(page).getByText('32 samples').waitFor();
    await page.screenshot({ path: `.cache/screenshots/analysis-form-${theme}.png` });
    expect(await seriousViolations(page)).toEqual([]);
    await form(page).getByRole('textbox', { name: 'Samples' }).fill('x');
    expect(await seriousViolations(page)).toEqual([]);
    await form(page).getByRole('textbox', { name: 'Samples' }).fill('32');
    await run(page).click();
    await expect.poll(() => played.job).toBeDefined();
    played.job!.find(played.layers.slice(0, 5).map(symptomOf), 0.4);
    await legend(page).getByText('Symptom SQNR').waitFor();
    await page.screenshot({ path: `.cache/screenshots/analysis-running-${theme}.png` });
    expect(await seriousViolations(page)).toEqual([]);
    played.job!.finish(played.result());
    await strip(page).waitFor({ state: 'hidden' });
    await page.screenshot({ path: `.cache/screenshots/analysis-ended-${theme}.png` });
    await page.close();
  });

  it('has room in a narrow window', async () => {
    const played = new PlayedAnalysis(digitsFile);
    const opened = await openModelPage(browser, digits, {
      ...{ mayRun: true, size: { width: 360, height: 500 }, answers: played.answers },
    });
    const { page } = opened;
    await page.locator('.graph-canvas').waitFor();
    // Quantizing is the last to leave the toolbar, analyzing the last but one.
    expect(await page.getByRole('button', { name: 'Quantize…' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Analyze…' }).click();
    await form(page).getByText('calibration.npz').waitFor();
    await preview(page).getByText('32 samples').waitFor();
    await page.screenshot({ path: '.cache/screenshots/analysis-narrow.png' });
    const content = 'document.querySelector(".form-content")';
    expect(await page.evaluate(`${content}.scrollWidth - ${content}.clientWidth`)).toBe(0);
    await run(page).click();
    await expect.poll(() => played.job).toBeDefined();
    await strip(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled').first().waitFor();
    await page.close();
  });
});
