import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsIn } from '../../src/protocol/messages/languages.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

/**
 * In the pseudo-locale every text of Whittle's is in letters that English does not have. So whatever is in plain letters
 * was not translated, unless it is a name: of a file, an operator, a node, a type, a unit.
 */
const texts = textsIn('qps-ploc');
const names = new RegExp(
  [
    // Files and folders.
    'digits|calibration|test|truncated|onnx|npz|int8|json|whittle|report|tmp|gestures',
    // Units, metrics, element types, targets.
    'kB|MB|ms|dB|top|float32|float|uint8|int64|cpu|x64|vnni|arm64|tensorrt|openvino|qnn',
    // A date is written by the system, which does not know the language.
    'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|AM|PM',
    // Names in the model.
    'image|logits|batch|pytorch|ai|IR|Conv|Relu|Add|Gemm|Flatten|[A-Z][a-z]+[A-Z]\\w*',
  ]
    .map((part) => `^(?:${part})$`)
    .join('|'),
);

/** Words in plain letters that are no names. */
function untranslated(text: string): readonly string[] {
  const withoutPaths = text.replace(/\S*\/\S+/g, ' ');
  return [...withoutPaths.matchAll(/(?<![\p{L}\p{N}_-])[A-Za-z][A-Za-z\d]*(?:-[A-Za-z\d]+)*(?![\p{L}\p{N}_])/gu)]
    .flatMap(([word]) => word.split('-'))
    .filter((word) => word.length > 1 && !names.test(word) && !/^[\da-f]+$/i.test(word));
}

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  const digits = readFileSync(folder.file('digits.onnx'));
  writeFileSync(folder.file('truncated.onnx'), digits.subarray(0, digits.length / 2));
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path, language: 'qps-ploc' });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const quantize = texts['contribution.command.quantize'] ?? '';

/** What the list that drops down says: its title, its prompt and its lines. */
async function pickText(): Promise<string> {
  const lines = await workbench.pickLines();
  const title = await workbench.page.locator('.quick-input-title:visible').allInnerTexts();
  const prompt = await workbench.page.locator('.quick-input-widget input:visible').first().getAttribute('placeholder');
  return [...title, prompt ?? '', ...lines].join('\n');
}

/** What a notification says, without what VS Code adds. */
async function saidBy(notification: Locator): Promise<string> {
  const message = await notification.locator('.notification-list-item-message').innerText();
  return [message, ...(await notification.locator('.monaco-button').allInnerTexts())].join('\n');
}

it('the check itself finds English', () => {
  expect(untranslated('⟦Ɋŭȧƞŧīẑīƞɠ digits.onnx⟧ Measuring the speed · 14 s')).toEqual(['Measuring', 'the', 'speed']);
  expect(untranslated('⟦2.55 MB → 696 kB (/stem/conv/Conv, cpu-x64-vnni)⟧')).toEqual([]);
});

describe('nothing is left in English', () => {
  it('in the menu and the choices', async () => {
    await workbench.known('digits.onnx', quantize);
    await workbench.rightClick('digits.onnx', quantize);
    const text = await pickText();
    await workbench.screenshot('pseudo-pick');
    expect(text).toContain('⟦');
    expect(untranslated(text)).toEqual([]);
  });

  it.each(['quantize.method', 'quantize.data', 'quantize.evaluation', 'quantize.target'])('in %s', async (code) => {
    await workbench.choose(texts[code] ?? '');
    const title = workbench.page.locator('.quick-input-title:visible');
    await expect.poll(async () => title.innerText()).not.toContain('digits.onnx');
    expect(untranslated(await pickText())).toEqual([]);
    await workbench.page.keyboard.press('Escape');
    await expect.poll(async () => title.innerText()).toContain('digits.onnx');
  });

  it('in what a job says while it runs and when it is done', async () => {
    const said: string[] = [];
    await workbench.page.keyboard.press('Home');
    await workbench.choose(/digits\.onnx → digits\.int8\.onnx/);
    const running = workbench.notification(/%|·|digits\.onnx/);
    await running.waitFor();
    const done = workbench.notification('digits.int8.onnx');
    while (!(await done.isVisible())) {
      said.push(
        await running
          .locator('.notification-list-item-message')
          .innerText({ timeout: 500 })
          .catch(() => ''),
      );
      said.push(
        await workbench.page
          .locator('#whittle\\.whittle\\.whittle\\.jobs')
          .innerText({ timeout: 500 })
          .catch(() => ''),
      );
    }
    await workbench.screenshot('pseudo-done');
    said.push(await saidBy(done));
    expect(said.length).toBeGreaterThan(3);
    expect([...new Set(said.flatMap(untranslated))]).toEqual([]);
    await workbench.press(done, texts['outcome.show-report'] ?? '');
  });

  it('in the report', async () => {
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    const text = await workbench.webview().locator('main, body').first().innerText();
    await workbench.screenshot('pseudo-report');
    expect(text).toContain('⟦');
    expect([...new Set(untranslated(text))]).toEqual([]);
  });

  it('in an error', async () => {
    await workbench.rightClick('truncated.onnx', quantize);
    const failed = workbench.notification('truncated.onnx');
    await failed.waitFor();
    expect(untranslated(await saidBy(failed))).toEqual([]);
  });

  it('in the log', () => {
    const lines = workbench.server
      .log()
      .split('\n')
      .map((line) => line.replace(/^.*?\[\w+\] /, ''));
    expect(lines.length).toBeGreaterThan(5);
    expect([...new Set(lines.flatMap(untranslated))]).toEqual([]);
  });
});
