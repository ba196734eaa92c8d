import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { resnet50 } from '../fixtures/resnet50.ts';
import { patience, Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

let folder: SampleFolder;
let workbench: Workbench;
let before: readonly string[];

beforeAll(async () => {
  folder = new SampleFolder();
  const digits = readFileSync(folder.file('digits.onnx'));
  writeFileSync(folder.file('truncated.onnx'), digits.subarray(0, digits.length / 2));
  copyFileSync(folder.file('digits.onnx'), folder.file('more.onnx'));
  saveModel(resnet50(), folder.file('large.onnx'));
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(async ({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
  before = files();
  await workbench.page.keyboard.press('Escape');
});

/** Everything in the folder, hidden files too. */
function files(): readonly string[] {
  return readdirSync(folder.path).sort();
}

/** Begins to quantize the large model on made-up data, and waits until much of the work is behind. */
async function beginLongJob(): Promise<Locator> {
  await workbench.rightClick('large.onnx', 'Quantize…');
  const lines = await workbench.pickLines();
  await workbench.page.keyboard.press('Enter');
  // What was chosen the first time is remembered.
  if (!lines.join().includes('Synthetic')) await workbench.choose('Synthetic');
  const running = workbench.notification('Quantizing large.onnx');
  await running.filter({ hasText: /Comparing|Measuring/ }).waitFor();
  expect(workers()).toHaveLength(1);
  expect(files().filter((name) => name.endsWith('.part'))).toHaveLength(1);
  return running;
}

/** The background processes of this VS Code. */
function workers(): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const program = path.join(workbench.server.folder, 'extensions');
  return lines.filter((line) => line.includes(program) && line.includes('worker.js')).map((line) => parseInt(line, 10));
}

/** Waits until no background process is left, and says whether the folder is as it was. */
async function expectNothingLeft(): Promise<void> {
  await expect.poll(workers, { timeout: patience }).toEqual([]);
  await expect.poll(files, { timeout: patience }).toEqual(before);
}

describe('a job that is broken off', () => {
  it('by the person leaves nothing', async () => {
    const running = await beginLongJob();
    await workbench.screenshot('quantize-long');
    await workbench.press(running, 'Cancel');
    await expectNothingLeft();
    await workbench.page.getByText('cancelled, nothing was written').first().waitFor();
  });

  it('from the status bar leaves nothing', async () => {
    await beginLongJob();
    await workbench.page.locator('.statusbar-item', { hasText: /Whittle \d+ %/ }).click();
    await workbench.screenshot('jobs');
    await workbench.choose('Quantizing large.onnx');
    await expectNothingLeft();
  });

  it('by the system says so, and the next job works', async () => {
    await beginLongJob();
    for (const worker of workers()) process.kill(worker, 'SIGKILL');
    const failed = workbench.notification('stopped by the system');
    await failed.waitFor();
    await workbench.screenshot('worker-killed');
    expect(await failed.innerText()).toMatch(/large\.onnx.*memory/s);
    await expectNothingLeft();
    await workbench.rightClick('digits.onnx', 'Inspect');
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    await workbench.screenshot('inspection-in-editor');
  });
});

describe('what cannot be done is said in a sentence', () => {
  it('of a model that ends too early', async () => {
    await workbench.rightClick('truncated.onnx', 'Quantize…');
    const failed = workbench.notification('truncated.onnx');
    await failed.waitFor();
    await workbench.screenshot('truncated');
    const text = await failed.innerText();
    expect(text).toContain('Show Log');
    expect(text).not.toMatch(/\bat .*:\d+:\d+/);
    await expectNothingLeft();
  });

  it('of a folder that takes no files', async () => {
    await workbench.rightClick('digits.onnx', 'Quantize…');
    await workbench.choose('Result');
    // The dialog writes its own proposal once it has listed the folder.
    await workbench.page.locator('.quick-input-widget').getByText('truncated.onnx').waitFor();
    const name = workbench.page.locator('.quick-input-widget input').first();
    // No user may write there, not even one who may everything.
    await name.fill('/sys/digits.int8.onnx');
    await workbench.page.getByText('kernel', { exact: true }).waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByText('In another folder').waitFor();
    await workbench.choose(/digits\.onnx → digits\.int8\.onnx/);
    const failed = workbench.notification('/sys');
    await failed.waitFor();
    await workbench.screenshot('not-writable');
    expect(await failed.innerText()).toMatch(/permi/);
    await expectNothingLeft();
  });
});

it('quantizes two models at once, one after the other', async () => {
  await workbench.file('digits.onnx').click();
  // The editor that opens would take the selection along.
  await workbench.webview().getByRole('main').waitFor();
  await workbench.file('more.onnx').click({ modifiers: ['Control'] });
  await workbench.rightClick('more.onnx', 'Quantize…');
  const lines = await workbench.pickLines();
  await workbench.screenshot('quantize-two');
  expect(lines[0]).toContain('Quantize 2 models');
  await workbench.page.keyboard.press('Enter');
  const done = workbench.notification('2 models quantized');
  await done.waitFor();
  await workbench.screenshot('quantize-two-done');
  for (const output of ['digits.int8.onnx', 'more.int8.onnx']) {
    expect(statSync(folder.file(output)).size).toBeGreaterThan(500_000);
    expect(await done.innerText()).toContain(output);
  }
});
