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
const names = async () => outline().locator('.label-name').allInnerTexts();

it('lists the modules of the model in front, and what is in them', async () => {
  await workbench.known('digits.onnx', 'Quantize…');
  await workbench.file('digits.onnx').dblclick();
  await workbench.webview().getByRole('grid').waitFor();
  await workbench.page.locator('.pane-header', { hasText: 'Model Outline' }).click();
  await lines().first().waitFor();
  expect((await names()).slice(0, 2)).toEqual(['stem', 'widen']);
  await lines().first().click();
  await expect.poll(async () => (await names()).slice(0, 5)).toEqual(['stem', 'conv', 'norm', 'relu', 'widen']);
});

it('selects on the page what is chosen in it, and the other way round', async () => {
  await lines().filter({ hasText: 'BatchNormalization' }).first().click();
  const selected = workbench.webview().locator('tr[aria-selected="true"]');
  await expect.poll(async () => selected.innerText()).toContain('/stem/norm/BatchNormalization');
  await workbench.screenshot('outline');
  await workbench.webview().getByRole('row').filter({ hasText: '/stem/relu/Relu' }).click();
  const revealed = outline().locator('.monaco-list-row.selected .label-name');
  await expect.poll(async () => revealed.allInnerTexts()).toEqual(['relu']);
});

it('goes on from hit to hit by key, one at a time', async () => {
  await workbench.webview().getByRole('row').filter({ hasText: '/stem/relu/Relu' }).click();
  await workbench.page.keyboard.press('Control+f');
  await workbench.webview().locator('[role="search"] input:focus').waitFor();
  await workbench.page.keyboard.type('BatchNormalization');
  const place = async () => workbench.webview().locator('.search-count').innerText();
  await expect.poll(place).toMatch(/^\d+$/);
  await workbench.page.keyboard.press('F3');
  await expect.poll(place).toContain('/');
  const [first = 0, count = 0] = (await place()).split('/').map(Number);
  for (const expected of [first + 1, first + 2]) {
    await workbench.page.keyboard.press('F3');
    await expect.poll(place).toBe(`${expected}/${count}`);
    // The same key once more would come now.
    await workbench.page.waitForTimeout(300);
    expect(await place()).toBe(`${expected}/${count}`);
  }
});

it('is there for models only', async () => {
  await workbench.file('test.npz').dblclick();
  await outline().waitFor({ state: 'detached' });
});
