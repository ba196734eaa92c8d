import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { project } from '../vscode/codeServer.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

/** What a person gets: the package, installed into a VS Code that has never seen Whittle. */
let folder: SampleFolder;
let packages: string;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  packages = mkdtempSync(path.join(tmpdir(), 'whittle-package-'));
  execFileSync(process.execPath, ['scripts/package.mjs', '--out', packages], { cwd: project, stdio: 'pipe' });
  const [file] = readdirSync(packages);
  workbench = await Workbench.open({
    extension: { package: path.join(packages, file ?? '') },
    folder: folder.path,
    settings: { 'workbench.colorTheme': 'Default Dark Modern' },
  });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  rmSync(packages, { recursive: true, force: true });
  folder[Symbol.dispose]();
});

it('quantizes by right-click as the working tree does', async () => {
  await workbench.rightClick('digits.onnx', 'Quantize…');
  await workbench.pickLines();
  await workbench.page.keyboard.press('Enter');
  const done = workbench.notification('digits.int8.onnx');
  await done.waitFor();
  await workbench.screenshot('packaged-done');
  expect(statSync(folder.file('digits.int8.onnx')).size).toBeLessThan(statSync(folder.file('digits.onnx')).size / 3);
  await workbench.press(done, 'Show Report');
  await workbench.webview().getByText('3.66× smaller').first().waitFor();
  await workbench.screenshot('packaged-report');
});

it('has a walkthrough of four steps', async () => {
  await workbench.palette('Welcome: Open Walkthrough...');
  await workbench.choose('Get Started with Whittle');
  const steps = workbench.page.locator('.getting-started-step');
  await expect.poll(async () => steps.count()).toBe(4);
  await workbench.page.waitForTimeout(500);
  await workbench.screenshot('walkthrough');
});
