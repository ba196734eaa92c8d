import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { textsIn } from '../../src/protocol/messages/languages.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../src/protocol/result/benchmark.ts';
import { userError } from '../../src/protocol/userError.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import { spellReals } from '../../src/protocol/webview/realNumbers.ts';
import type { ReportEditorSide, ReportPageSide } from '../../src/protocol/webview/reportContract.ts';
import { benchmarkReport } from '../fixtures/benchmarkReport.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { openPage, type PageOptions } from './openPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

type Options = PageOptions<ReportPageSide, ReportEditorSide>;

/** The page of a benchmark, and what it asked of the editor. */
async function open(report = benchmarkReport(), options: Partial<Options> = {}) {
  const asked: unknown[] = [];
  const note =
    <Result>(name: string, result: Result) =>
    (argument: unknown): Result => {
      asked.push([name, argument]);
      return result;
    };
  const answers: Answers<ReportEditorSide> = {
    ...{ openModel: note('openModel', null), compareWithOriginal: note('compareWithOriginal', null) },
    ...{ openAsText: note('openAsText', null), copyMarkdown: note('copyMarkdown', null) },
    ...{ exportReport: note('exportReport', 'net.html'), openVariant: note('openVariant', null) },
    ...{ revealNode: note('revealNode', null), compareVariants: note('compareVariants', null) },
    ...{ benchmarkAgain: note('benchmarkAgain', null), savePicture: note('savePicture', 'net.svg') },
    saveTable: note('saveTable', 'net.csv'),
  };
  const opened = await openPage<ReportPageSide, ReportEditorSide>(browser, {
    name: 'report',
    answers,
    content: () => shown(report),
    ...options,
  });
  return { ...opened, asked };
}

function shown(report: BenchmarkReport): Options['content'] extends () => infer Content ? Content : never {
  return { type: 'benchmark', benchmark: JSON.parse(JSON.stringify(spellReals(report))) as BenchmarkReport };
}

it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
  const { page, faults } = await open(benchmarkReport(), { theme });
  await page.screenshot({ path: `.cache/screenshots/benchmark-${theme}.png` });
  await page.setViewportSize({ width: 1280, height: 2600 });
  await page
    .getByRole('row', { name: /net\.int8\.onnx/ })
    .first()
    .click();
  await page.screenshot({ path: `.cache/screenshots/benchmark-${theme}-whole.png` });
  expect(await seriousViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
});
