import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/protocol/result/report.ts';
import type { ReportEditorSide, ReportPageSide } from '../../src/protocol/webview/reportContract.ts';
import { reportView } from '../../src/protocol/webview/reportView.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { openPage, type PageOptions } from './openPage.ts';
import { prunedAndQuantizedReport, reducedReport, storedReport } from './reports.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const unasked = {
  ...{ openModel: () => null, compareWithOriginal: () => null, openAsText: () => null, copyMarkdown: () => null },
  ...{ exportReport: () => null, openVariant: () => null, revealNode: () => null, compareVariants: () => null },
  ...{ benchmarkAgain: () => null, savePicture: () => null, saveTable: () => null },
};

function open(report: Report, options: Partial<PageOptions<ReportPageSide, ReportEditorSide>> = {}) {
  return openPage<ReportPageSide, ReportEditorSide>(browser, {
    name: 'report',
    answers: unasked,
    content: () => ({ type: 'report', report: reportView(report) }),
    ...options,
  });
}

function rows(page: Page, name: string): Promise<readonly string[]> {
  return page.getByRole('treegrid', { name, exact: true }).locator('tr.row').allInnerTexts();
}

it.each(['dark', 'light', 'hc'] as const)('shows what passes took away, in %s', async (theme) => {
  const { page, faults } = await open(reducedReport(), { theme });
  await page.screenshot({ path: `.cache/screenshots/report-reduced-${theme}.png` });
  await page.mouse.move(640, 60);
  await page.mouse.wheel(0, 5000);
  await expect.poll(() => page.evaluate('document.documentElement.scrollTop')).toBeGreaterThan(0);
  await page.screenshot({ path: `.cache/screenshots/report-reduced-${theme}-low-rank.png` });
  expect(await seriousViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
});

it('opens a report without coverage, and says what went and why the rest stayed', async () => {
  const { page, faults } = await open(reducedReport());
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
    expect.arrayContaining(['Channels', 'Weights set to zero', 'Low rank']),
  );
  expect(await page.getByRole('heading', { name: 'What runs on integers' }).count()).toBe(0);
  expect((await rows(page, 'Channels'))[0]).toContain('64 → 48');
  expect((await rows(page, 'Low rank'))[0]).toContain('12 of 48');
  expect(await page.getByRole('treegrid', { name: 'Left as it is' }).count()).toBe(2);
  const gains = page.getByRole('table', { name: 'Before and after' });
  expect((await gains.getByRole('row').allTextContents()).filter((row) => row.startsWith('parameters'))).toHaveLength(
    1,
  );
  // There is nothing to filter.
  await page.keyboard.press('/');
  expect(faults).toEqual([]);
  await page.close();
});

it('sorts groups by what is left of them', async () => {
  const { page } = await open(reducedReport());
  const table = page.getByRole('treegrid', { name: 'Channels', exact: true });
  await table.getByRole('columnheader', { name: 'channels' }).getByRole('button').click();
  const left = (await rows(page, 'Channels')).map((row) => /(\d+)\s*(?:not|$)/.exec(row)?.[1]);
  expect(left).toEqual(['64', '48', '8']);
  await page.close();
});

it('shows both gains of a model that was pruned and quantized', async () => {
  const { page } = await open(prunedAndQuantizedReport());
  const gains = await page.getByRole('table', { name: 'Before and after' }).getByRole('row').allTextContents();
  expect(gains.filter((row) => /^(parameters|MACs on integers)/.test(row))).toHaveLength(2);
  const sections = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(sections.indexOf('Channels')).toBeLessThan(sections.indexOf('What runs on integers'));
  await page.close();
});

it('shows a report of quantization alone as before', async () => {
  const { page } = await open(storedReport('digits'));
  expect(await page.locator('section.reduction').count()).toBe(0);
  expect(await page.locator('tr.row').count()).toBeGreaterThan(10);
  await page.close();
});
