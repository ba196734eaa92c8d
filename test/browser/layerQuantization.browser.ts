import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import type { InspectorPageOptions } from './inspectorPage.ts';
import { sensitivityOf, sensitivityPlanOf } from './layerFindings.ts';
import {
  keys,
  openLayer,
  type Opened,
  others,
  path,
  reads,
  rows,
  section,
  weight,
  writes,
} from './layerQuantizationPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const open = (options: InspectorPageOptions = {}): Promise<Opened> => openLayer(browser, options);

describe('pictures, to be looked at: .cache/screenshots/layerQuantization-*.png', () => {
  it.each([340, 200])('%s wide', async (width) => {
    const { page, run, dress, found, layer, faults } = await open({ width, height: 800 });
    await found.end(sensitivityOf([layer, ...others], [reads, writes], [weight]));
    await run(`select(node('/stem/conv'));`);
    for (const theme of ['dark', 'light', 'hc'] as const) {
      await dress(theme);
      await run('await new Promise((done) => setTimeout(done, 200));');
      for (let part = 0; part < 3; part++) {
        await run(`inspector.element.scrollTop = ${part * 760};`);
        await page.screenshot({ path: `.cache/screenshots/layerQuantization-${width}-${theme}-${part}.png` });
      }
    }
    // What can be chosen, in one theme.
    await section(page, 'quantization.channels').locator('summary').first().click();
    const activation = section(page, 'quantization.activation-1');
    await activation.getByRole('combobox').selectOption('logarithmic');
    await activation.getByRole('radio', { name: 'min-max' }).check();
    for (const [id, name] of [
      ['quantization.weight', 'weight'],
      ['quantization.channels', 'channels'],
      ['quantization.activation-1', 'activation'],
    ] as const) {
      await section(page, id).scrollIntoViewIfNeeded();
      await section(page, id).evaluate((of) => (of as unknown as { scrollIntoView(): void }).scrollIntoView());
      await page.screenshot({ path: `.cache/screenshots/layerQuantization-${width}-${name}.png` });
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('a layer of which all is known', () => {
  it('tells its sensitivity at the top, and what that means', async () => {
    const { page, run, found, layer, faults } = await open();
    await found.end(sensitivityOf([layer, ...others], [reads, writes], [weight]));
    await run(`select(node('/stem/conv'));`);
    const line = page.locator('.sensitivity-line');
    expect(await line.textContent()).toMatch(/^sensitivity 31.2 dB #4 \(2–7\) of 64 How far the outputs/);
    expect(await line.getAttribute('title')).toContain('Place 4 of 64 layers');
    // Without cause, the symptom is what there is.
    const { cause: _cause, causeRank: _rank, ...symptomAlone } = layer;
    await found.end(sensitivityOf([symptomAlone], [], [], { synthetic: true }));
    expect(await line.textContent()).toMatch(/^sensitivity 34.6 dB #9 \(7–12\) of 1 synthetic data How far the result/);
    // The Relu is measured with it; the next node is not.
    await run(`select(node('/stem/relu'));`);
    expect(await line.count()).toBe(1);
    expect(await section(page, 'node.quantization').locator('.as-one').textContent()).toBe(
      'Measured as one withConv /stem/conv',
    );
    await run(`select(node('/head/neg'));`);
    expect([await line.count(), await section(page, 'node.quantization').count()]).toEqual([0, 0]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has figures with units, and says what rests on synthetic data', async () => {
    const { page, run, found, layer, faults } = await open();
    await found.end(sensitivityOf([layer], [reads, writes], [weight], { synthetic: true }));
    await run(`select(node('/stem/conv'));`);
    expect(await rows(page, 'What was measured')).toEqual([
      ...['Whole model quantized: this layer', 'SQNR34.6 dB', 'cosine> 0.999', 'relative error1.86 %'],
      ...['Only this layer quantized: the outputs', 'SQNR31.2 dB', 'divergence0.00213 nats', 'changed answers1.25 %'],
      'top-198.6 % → 97.9 %',
      ...['Only its weight quantized: the outputs', 'SQNR44.1 dB'],
      ...['Only its activations quantized: the outputs', 'SQNR31.6 dB'],
      ...['All but this layer quantized: the outputs', 'SQNRno difference'],
      ...['Weight alone', `SQNR${weight.error.sqnr.toPrecision(3)} dB`, 'cosine> 0.999'],
      `relative error${(weight.error.relative * 100).toPrecision(3)} %`,
    ]);
    await page.getByText('Measured on synthetic data').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('draws the smallest and the largest scale of its weight, and the channel that is chosen', async () => {
    const { page, run, found, layer, faults } = await open();
    await found.end(sensitivityOf([layer], [reads, writes], [weight]));
    await run(`select(node('/stem/conv'));`);
    const part = section(page, 'quantization.weight');
    const [smallest, largest] = [Math.min(...weight.scales), Math.max(...weight.scales)];
    const lines = await keys(part);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`Channel ${weight.scales.indexOf(largest)}, the largest scale`);
    expect(lines[0]).toContain(`255 levels, ${largest.toPrecision(3)} apart`);
    expect(lines[1]).toContain(`Channel ${weight.scales.indexOf(smallest)}, the smallest scale`);
    // The larger grid is as much wider as its scale is larger.
    const width = async (style: string): Promise<number> =>
      Number(await part.locator(`.chart .grid-band.${style}`).getAttribute('width'));
    await part.locator('.chart .grid-band.second').waitFor();
    expect((await width('first')) / (await width('second'))).toBeCloseTo(largest / smallest, -1);
    const field = part.getByRole('spinbutton', { name: 'Channel' });
    await field.fill('3');
    expect(await keys(part)).toEqual([expect.stringContaining('Channel 3')]);
    await field.fill('16');
    await part.getByText('There is no such channel: they are 0 … 15.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('');
    expect(await keys(part)).toHaveLength(2);

    await section(page, 'quantization.channels').locator('summary').first().click();
    const ranges = section(page, 'quantization.channels');
    await ranges
      .getByRole('img', { name: /^Elements and representable ranges of 16 channels of stem.weight/ })
      .waitFor();
    await ranges.getByText('Show as table').click();
    const cells = (): Promise<string[]> =>
      page
        .getByRole('treegrid', { name: 'Ranges per channel' })
        .locator('.row')
        .first()
        .locator('td')
        .allTextContents();
    const real = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '−');
    await expect
      .poll(cells)
      .toEqual(['0', real(weight.lows[0]!), real(weight.highs[0]!), real(weight.scales[0]!), '0']);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows the range that each observer would choose', async () => {
    const { page, run, found, layer, faults } = await open();
    await found.end(sensitivityOf([layer], [reads, writes], [weight]));
    await run(`select(node('/stem/conv'));`);
    const part = section(page, 'quantization.activation-1');
    expect(await part.locator('h4').textContent()).toBe('Writes r');
    expect(await section(page, 'quantization.activation-0').locator('h4').textContent()).toBe('Reads x');
    const radios = part.getByRole('radio');
    expect(await radios.count()).toBe(5);
    const used = part.getByRole('radio', { name: 'entropy in use' });
    expect(await used.isChecked()).toBe(true);
    expect(await keys(part)).toEqual([expect.stringMatching(/^entropy, in use 0 … .*: 256 levels/)]);
    // What lies beyond is shaded, as wide as its share of the axis.
    const [, all] = [writes.grid, writes.observers.find(({ observer }) => observer === 'min-max')!];
    const shaded = part.locator('.chart .outside');
    await expect.poll(() => shaded.count()).toBe(1);
    const axis = await part.locator('.chart .axis').first().getAttribute('d');
    const plot = Number(/h([\d.]+)/.exec(axis!)![1]);
    const share = Number(await shaded.getAttribute('width')) / plot;
    expect(share).toBeCloseTo(1 - writes.grid.high / Math.max(all.high, writes.histogram.high), 2);
    // By keyboard: the radio before is the moving average, and the one before that min-max.
    await used.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await radios.first().isChecked()).toBe(true);
    expect(await keys(part)).toEqual([expect.stringContaining('entropy, in use'), expect.stringMatching(/^min-max /)]);
    await expect.poll(() => shaded.count()).toBe(0);
    expect(await path(part, 'grid-ends.second')).not.toBe(await path(part, 'grid-ends.first'));
    // Pointing says what values become.
    await part.locator('.chart .picture').hover({ position: { x: 60, y: 60 } });
    await expect.poll(() => part.locator('figcaption').textContent()).toMatch(/ · becomes [\d.]+$/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('counts logarithmically everywhere where that is chosen, and keeps open tables open', async () => {
    const { page, run, found, layer, faults } = await open();
    await found.end(sensitivityOf([layer], [reads, writes], [weight]));
    await run(`select(node('/stem/conv'));`);
    const [first, second] = [section(page, 'quantization.activation-0'), section(page, 'quantization.activation-1')];
    await second.getByText('Show as table').click();
    const before = await path(second, 'bars');
    await first.getByRole('combobox', { name: 'Counts' }).selectOption('logarithmic');
    await expect.poll(() => path(second, 'bars')).not.toBe(before);
    expect(await second.getByRole('combobox', { name: 'Counts' }).inputValue()).toBe('logarithmic');
    expect(await second.getByRole('table', { name: 'Histogram' }).isVisible()).toBe(true);
    expect(await second.locator('.axis-label').first().textContent()).toBe('elements, logarithmic');
    // Another layer is shown the same way.
    await run(`select(node('/stem/relu'));`);
    expect(await first.getByRole('combobox', { name: 'Counts' }).inputValue()).toBe('logarithmic');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is kept in float on request, and the page tells what came of it', async () => {
    const waiting: ((file: string | null) => void)[] = [];
    const { page, run, found, layer, asked, faults } = await open({
      answers: { makeVariant: () => new Promise((answer) => void waiting.push(answer)) },
    });
    await found.end(sensitivityOf([layer], [reads, writes], [weight]));
    await run(`select(node('/stem/conv'));`);
    const button = page.getByRole('button', { name: 'Keep in Float and Re-quantize…' });
    await button.click();
    await page.getByRole('status').getByText('Quantizing again, with this layer in float…').waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.click({ force: true });
    expect(asked.filter(([name]) => name === 'makeVariant')).toEqual([
      ['makeVariant', { kind: 'keep-float', nodes: layer.origins }],
    ]);
    // Something else may be looked at meanwhile.
    await run(`select(node('/head/neg'));`);
    waiting[0]!('model.int8-2.onnx');
    await page.getByText('Saved as model.int8-2.onnx.').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('while an analysis runs', () => {
  it('fills in without losing scroll, focus or what was opened and closed', async () => {
    const { page, run, found, layer, faults } = await open({ height: 500 });
    await run(`select(node('/stem/conv'));`);
    expect(await section(page, 'node.quantization').count()).toBe(0);
    await found.begin(sensitivityPlanOf(64));
    const { symptom, cause, weights, activations, precision, node, name, operator, origins } = layer;
    const early = { node, name, operator, origins, precision, activations, weight: 'stem.weight' } as const;
    await found.add({ ...early, symptom: symptom!, weights: weights! });
    expect(await rows(page, 'What was measured')).toEqual(
      expect.arrayContaining(['SQNR34.6 dB', 'SQNRnot measured yet']),
    );
    await page.getByText('How its values are distributed is shown when the analysis ends.').waitFor();

    const button = page.getByRole('button', { name: 'Keep in Float' });
    await section(page, 'node.attributes').locator('summary').click();
    await button.focus();
    // The table is half out of view: what comes into it must not move what stands below.
    await run('inspector.element.scrollTop = 330;');
    const below = async (): Promise<number> => (await section(page, 'node.attributes').boundingBox())!.y;
    const before = await below();
    await found.add({ ...early, symptom: symptom!, weights: weights!, cause: cause! });
    expect(await rows(page, 'What was measured')).toContain('SQNR31.2 dB');
    await expect.poll(async () => Math.abs((await below()) - before)).toBeLessThanOrEqual(1);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Keep in Float');
    expect(await section(page, 'node.attributes').getAttribute('open')).toBeNull();

    await found.end(sensitivityOf([layer], [reads, writes], [weight]));
    const radio = section(page, 'quantization.activation-1').getByRole('radio', { name: 'mse' });
    await radio.focus();
    await section(page, 'quantization.weight').locator('summary').first().click();
    await radio.focus();
    await found.end(sensitivityOf([{ ...layer }], [{ ...reads }, { ...writes }], [{ ...weight }]));
    expect(await page.evaluate('document.activeElement.closest("label").textContent')).toBe('mse');
    expect(await section(page, 'quantization.weight').getAttribute('open')).toBeNull();

    // Another analysis: the section stays, and says that nothing is known yet.
    await found.begin(sensitivityPlanOf(64));
    expect(await rows(page, 'What was measured')).toEqual([
      ...['Whole model quantized: this layer', 'SQNRnot measured yet'],
      ...['Only this layer quantized: the outputs', 'SQNRnot measured yet'],
    ]);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Quantization');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('does nothing for nodes that nothing is known of', async () => {
    const { page, run, found, faults } = await open();
    await run(`select(node('/head/neg'));`);
    const markup = (): Promise<string> => run<string>('return inspector.element.innerHTML;');
    const before = await markup();
    await found.begin(sensitivityPlanOf(64));
    await found.add(...others);
    expect(await markup()).toBe(before);
    expect(faults).toEqual([]);
    await page.close();
  });
});
