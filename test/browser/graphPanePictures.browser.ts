import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import { calling } from '../fixtures/nestedGraphs.ts';
import { QdqBuilder } from '../fixtures/qdqBuilder.ts';
import { textDetector, voiceDetectorV5 } from '../fixtures/realModels.ts';
import { resnet50 } from '../fixtures/resnet50.ts';
import { structureOf } from '../fixtures/structureOf.ts';
import { launchChromium } from './chromium.ts';
import { openPane } from './graphPanePage.ts';

/** Pictures of the graph pane, to be looked at: `.cache/screenshots/pane-*.png`. */
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const settled = 'await new Promise((done) => setTimeout(done, 400));';

/** Integer convolutions with one that was left in float between them. */
function mostlyInteger() {
  const net = new QdqBuilder({ opset: 13 });
  let x = net.pair(net.input('x', [1, 16, 32, 32]));
  for (let block = 0; block < 3; block++) {
    const branch = net.pair(net.node('Relu', [net.conv(x)]));
    x = net.pair(net.node('Add', [net.conv(branch), x]));
    if (block === 1) x = net.node('Conv', [net.node('Softmax', [x]), net.weight([16, 16, 1, 1])]);
  }
  return net.output(net.node('GlobalAveragePool', [x])).build();
}

const operatorAt = (operator: string, nth: number, zoom: number): string => `
  {
    const { boxes } = pane.graph.drawn.scene;
    const box = [...boxes.title.keys()].filter((each) => boxes.title[each] === '${operator}')[${nth}];
    pane.graph.view.lookAt({ x: boxes.x[box] + boxes.width[box] / 2, y: boxes.y[box], zoom: ${zoom} });
    pane.graph.view.options.events.onSelect([box]);
    ${settled}
  }
`;
const bytes = `
  pane.colourBy({
    ...{ id: 'bytes', name: 'Size', unit: 'bytes', scale: 'logarithmic', strong: 'high', combine: { kind: 'sum' } },
    values: model.structure.nodes.parameterBytes.map((each) => (each === 0 ? NaN : each)),
  });
`;

const pictures = {
  'detector-start': { model: () => openModel(textDetector.file), statements: settled },
  'detector-near': { model: () => openModel(textDetector.file), statements: operatorAt('Conv', 9, 1) },
  'resnet-bytes': { model: () => resnet50(), statements: bytes + operatorAt('Conv', 6, 0.8) },
  'resnet-far': { model: () => resnet50(), statements: `pane.fit(); ${settled}` },
  'voice-start': { model: () => openModel(voiceDetectorV5.file), statements: settled },
  'voice-near': { model: () => openModel(voiceDetectorV5.file), statements: operatorAt('Conv', 2, 1) },
  'integer-near': { model: mostlyInteger, statements: operatorAt('Softmax', 0, 1) },
  calling: { model: calling, statements: operatorAt('Sigmoid', 0, 1) },
} as const;

const themes = ['dark', 'light', 'hc'] as const;

it.each(Object.entries(pictures))('looks as the editor does: %s', async (name, { model, statements }) => {
  const { page, run, dress, faults } = await openPane(browser, structureOf(model()));
  await run(statements);
  for (const theme of themes) {
    await dress(theme);
    await run(settled);
    await page.screenshot({ path: `.cache/screenshots/pane-${theme}-${name}.png` });
  }
  expect(faults).toEqual([]);
  await page.close();
});
