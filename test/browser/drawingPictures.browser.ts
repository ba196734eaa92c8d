import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { openDrawing } from './drawingPage.ts';

/** Pictures of drawings, to be looked at: `.cache/screenshots/drawing-*.png`. */
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const settled = 'await new Promise((done) => setTimeout(done, 300));';

/** Shows a box in the middle of the window, at a zoom. */
const at = (title: string, nth: number, zoom: number): string => `
  {
    const { boxes } = view.scene;
    const all = [...boxes.title.keys()].filter((box) => boxes.title[box] === '${title}' && boxes.kind[box] !== 3);
    const box = all[${nth}];
    const [x, y] = [boxes.x[box] + boxes.width[box] / 2, boxes.y[box] + boxes.height[box] / 2];
    view.lookAt({ x, y, zoom: ${zoom} });
    ${settled}
  }
`;

const pictures = {
  'residual-near': `view.show(scene('residual', 120, { expanded: (path) => path !== 'blocks.1' })); ${at('Conv', 6, 1)}`,
  'residual-middle': `view.show(scene('residual', 120, { expanded: () => true })); ${at('Conv', 6, 0.4)}`,
  'residual-far': `view.show(scene('residual', 300, { expanded: () => true })); ${settled} view.fit(); ${settled}`,
  'transformer-near': `
    view.show(scene('transformer', 300, { expanded: (path) => !path.endsWith('value'), quantized: true }));
    ${at('Softmax', 1, 0.9)}
    view.select([...view.scene.boxes.title.keys()].filter((box) => view.scene.boxes.title[box] === 'Softmax').slice(1, 2));
  `,
  'transformer-middle': `
    view.show(scene('transformer', 300, { expanded: () => true, quantized: true })); ${at('Softmax', 1, 0.35)}
  `,
  'transformer-far': `
    view.show(scene('transformer', 600, { expanded: () => true })); ${at('Softmax', 2, 0.12)}
  `,
  'overlay-near': `
    const shown = scene('transformer', 300, { expanded: (path) => !path.endsWith('value') });
    view.show(shown, { overlay: overlay(shown, 'decibels') }); ${at('Softmax', 1, 1)}
  `,
  'overlay-far': `
    const shown = scene('transformer', 600, { expanded: () => true });
    view.show(shown, { overlay: overlay(shown, 'bytes') }); ${at('Softmax', 2, 0.12)}
  `,
  compared: `view.show(scene('residual', 60, { compared: true })); ${at('Conv', 3, 1)}`,
  emphasised: `
    view.show(scene('residual', 60, { expanded: () => true })); ${at('Add', 0, 0.8)}
    const box = view.scene.boxes.title.indexOf('Add');
    view.select([box]);
    view.emphasise(view.connections.neighbourhood(box));
  `,
  searched: `
    view.show(scene('residual', 60)); ${at('Relu', 4, 0.8)}
    const hits = [...view.scene.boxes.title.keys()].filter((box) => view.scene.boxes.title[box] === 'Relu');
    view.setHits(hits, hits[4]);
  `,
} as const;

const themes = ['dark', 'light', 'hc', 'hcLight', 'dark2026'] as const;

it.each(Object.entries(pictures))('looks as the editor does: %s', async (name, statements) => {
  const { page, run, dress, faults } = await openDrawing(browser);
  await run(statements);
  for (const theme of themes) {
    await dress(theme);
    await run('');
    await page.screenshot({ path: `.cache/screenshots/drawing-${theme}-${name}.png` });
  }
  expect(faults).toEqual([]);
  await page.close();
});

it('is crisp on screens with more pixels', async () => {
  const { page, run, faults } = await openDrawing(browser, { theme: 'light', ratio: 2 });
  await run(pictures['residual-near']);
  await page.screenshot({ path: '.cache/screenshots/drawing-light-residual-near@2.png' });
  expect(faults).toEqual([]);
  await page.close();
});
