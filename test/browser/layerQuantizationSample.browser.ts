import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import { distributionsOf } from '../../src/engine/sensitivity/scheme/distributions.ts';
import { prepareScheme } from '../../src/engine/sensitivity/scheme/prepareScheme.ts';
import { quantizePass } from '../../src/protocol/recipe.ts';
import type { SensitiveLayer } from '../../src/protocol/result/sensitivity.ts';
import { calibrationDigits, digitsFile } from '../fixtures/digits.ts';
import { passContext } from '../quantize/quantized.ts';
import { launchChromium } from './chromium.ts';
import { openInspector } from './inspectorPage.ts';
import { sensitivityOf } from './layerFindings.ts';
import { foundSide } from './layerQuantizationPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

it('shows what the engine finds of every layer of the sample', async () => {
  const calibrated = quantizePass.parse({ pass: 'quantize-static', options: { observer: 'entropy' } });
  const scheme = await prepareScheme(openModel(digitsFile), await calibrationDigits(6), calibrated, passContext());
  const { activations, weights } = distributionsOf(scheme);
  const layers = scheme.layers.map(
    ({ node, name, operator, origins, precision, activations: named, weight }): SensitiveLayer => ({
      ...{ node, name, operator, origins, precision, activations: named },
      ...(weight !== undefined && { weight }),
    }),
  );
  const inspector = await openInspector(browser, { kind: 'file', path: digitsFile }, { width: 340, height: 800 });
  const { page, run, faults } = inspector;
  await foundSide(inspector).end(sensitivityOf(layers, activations, weights));
  for (const { node, origins, activations: named, weight, name, operator } of layers) {
    const shown = await run<number>(
      `const found = ${JSON.stringify([...origins, node])}.map((id) => model.nodeOfId(id)).find((each) => each !== undefined);
      select({ kind: 'node', node: found });
      return found;`,
    );
    expect(shown, name).toBeGreaterThanOrEqual(0);
    const charts = page.locator('[data-section="node.quantization"] .grid-key');
    await expect.poll(() => charts.count()).toBe(named.length + (weight === undefined ? 0 : 1));
    // The levels are those of integers of 8 bits, in the grid that is used.
    for (const line of await page.locator('.grid-key li').allTextContents()) expect(line).toMatch(/: 25[56] levels, /);
    const used = named.map((tensor) => activations.find((each) => each.tensor === tensor)!);
    const marked = await page.locator('.observers th', { has: page.locator('input:checked') }).allTextContents();
    expect(marked.map((text) => text.replace(' in use', ''))).toEqual(
      used.map(({ observer }) => observer ?? 'none: given, or from the operator'),
    );
    // A layer writes one of its activations at most, also where a Relu vanishes into it; it is told last.
    const titles = await page.locator('[data-section^="quantization.activation"] h4').allTextContents();
    expect(titles.slice(0, -1).every((title) => title.startsWith('Reads '))).toBe(true);
    const place = layers.findIndex((each) => each.node === node);
    if (operator !== 'Conv' || place > 3) continue;
    for (const part of [0, 1, 2]) {
      await run(`inspector.element.scrollTop = ${part * 760};`);
      await page.screenshot({ path: `.cache/screenshots/layerQuantization-digits-${place}-${part}.png` });
    }
  }
  expect(faults).toEqual([]);
  await page.close();
});
