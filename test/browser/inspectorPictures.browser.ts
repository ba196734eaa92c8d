import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digitClassifier, textRecognizer } from '../fixtures/realModels.ts';
import { launchChromium } from './chromium.ts';
import { openInspector } from './inspectorPage.ts';

/** Pictures of the inspector, to be looked at: `.cache/screenshots/inspector-*.png`. */
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const themes = ['dark', 'light', 'hc'] as const;

const firstConv = `Array.from({ length: model.nodeCount }, (_, node) => node).find((node) => model.operator(node) === 'Conv')`;

const pictures = {
  model: 'select();',
  node: `select({ kind: 'node', node: ${firstConv} });`,
  tensor: `select({ kind: 'tensor', tensor: model.inputs(${firstConv})[1] });`,
  group: `select({ kind: 'group', key: view().groups.key[0] });`,
  selection: `select(...Array.from({ length: 30 }, (_, node) => ({ kind: 'node', node: node + 4 })));`,
} as const;

const openAll = `for (const details of document.querySelectorAll('details:not(.chart-table)')) details.open = true;`;
const settled = 'await new Promise((done) => setTimeout(done, 250));';

const models = [textRecognizer, digitClassifier] as const;
const cases = models.flatMap((model) => [320, 480].map((width) => ({ model, name: model.name, width })));

it.each(cases)('looks as the editor does: $name, $width wide', async ({ model, name, width }) => {
  const source = { kind: 'file', path: model.file } as const;
  const { page, run, dress, faults } = await openInspector(browser, source, {
    width,
    height: 1800,
    file: `${name}.onnx`,
  });
  for (const [picture, statements] of Object.entries(pictures)) {
    // The sample is too small for groups.
    if (model === digitClassifier && picture === 'group') continue;
    await run(`${statements} ${settled} ${openAll} ${settled} ${openAll} ${settled}`);
    for (const theme of themes) {
      await dress(theme);
      await run('');
      await page.screenshot({ path: `.cache/screenshots/inspector-${name}-${picture}-${width}-${theme}.png` });
    }
  }
  expect(faults).toEqual([]);
  await page.close();
});
