import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
});

const outline = () => workbench.page.locator('.pane', { has: workbench.page.getByText('Model Outline') });
const lines = () => outline().locator('.monaco-list-row');

it('lists the modules of the model in front, and what is in them', async () => {
  await workbench.known('digits.onnx', 'Quantize…');
  await workbench.file('digits.onnx').dblclick();
  await workbench.webview().getByRole('main').waitFor();
  await workbench.page.locator('.pane-header', { hasText: 'Model Outline' }).click();
  await lines().first().waitFor();
  expect((await lines().allInnerTexts()).slice(0, 2)).toEqual(['stem', 'widen']);
  await lines().first().click();
  await lines().filter({ hasText: 'BatchNormalization' }).first().click();
  await workbench.screenshot('outline');
  expect((await lines().allInnerTexts()).slice(0, 4).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    'stem',
    'conv Conv',
    'norm BatchNormalization',
    'relu Relu',
  ]);
});

it('is there for models only', async () => {
  await workbench.file('test.npz').dblclick();
  await outline().waitFor({ state: 'detached' });
});
