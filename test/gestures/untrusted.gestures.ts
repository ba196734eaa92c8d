import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { project } from '../vscode/codeServer.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  copyFileSync(path.join(project, 'test/fixtures/reports/digits.json'), folder.file('digits.whittle-report.json'));
  const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path, trust: true, settings });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

it('shows reports', async () => {
  await workbench.known('digits.onnx', 'Quantize…');
  await workbench.file('digits.whittle-report.json').dblclick();
  await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
});

it('shows models', async () => {
  await workbench.file('digits.onnx').dblclick();
  await workbench.page.locator('.tab.active', { hasText: 'digits.onnx' }).waitFor();
  await workbench.webview().getByRole('main').waitFor();
  await workbench.screenshot('untrusted-model');
});

it('runs nothing, says why, and offers to trust', async () => {
  const before = readdirSync(folder.path);
  await workbench.rightClick('digits.onnx', 'Quantize…');
  const refused = workbench.notification('not trusted');
  await refused.waitFor();
  await workbench.screenshot('untrusted');
  expect(readdirSync(folder.path)).toEqual(before);
  await workbench.press(refused, 'Manage Workspace Trust');
  await workbench.page.getByText('You are in Restricted Mode').first().waitFor();
});
