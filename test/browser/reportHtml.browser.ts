import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportHtml } from '../../src/presentation/html/reportHtml.ts';
import { textsIn } from '../../src/protocol/messages/languages.ts';
import type { StoredReport } from '../../src/protocol/result/readReport.ts';
import { bareBenchmark, hostileBenchmark, manyVariants } from '../fixtures/benchmarkForms.ts';
import { benchmarkReport } from '../fixtures/benchmarkReport.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { mixedReport, reducedReport, storedReport } from './reports.ts';

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  folder = mkdtempSync(path.join(os.tmpdir(), 'whittle-html-'));
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** A file opened from disk, and what it asked for beside itself. */
async function open(html: string, colorScheme: 'light' | 'dark' = 'light') {
  const file = path.join(folder, 'report.html');
  writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => faults.push(line.text()));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, faults, others: () => requests.filter((url) => url !== pathToFileURL(file).href) };
}

/** Texts of pictures that stand on each other or beyond the picture. */
function collisions(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`
    [...document.querySelectorAll('svg.picture')].flatMap((picture) => {
      const texts = [...picture.querySelectorAll('text')].map((text) => ({
        text: [...text.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(''),
        box: text.getBoundingClientRect(),
      }));
      const room = picture.getBoundingClientRect();
      const inner = ({ left, right, top, bottom }) => ({ left: left + 1, right: right - 1, top: top + 3, bottom: bottom - 3 });
      return texts.flatMap(({ text, box }, index) => {
        const one = inner(box);
        const out = one.left < room.left - 1 || one.right > room.right + 1 || one.top < room.top || one.bottom > room.bottom;
        const others = texts.slice(index + 1).filter((other) => {
          const two = inner(other.box);
          return one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
        });
        return [...(out ? ['beyond: ' + text] : []), ...others.map((other) => text + ' × ' + other.text)];
      });
    })`);
}

const reports: readonly (readonly [name: string, report: () => StoredReport])[] = [
  ['benchmark', () => benchmarkReport()],
  ['benchmark-many', () => manyVariants(50)],
  ['benchmark-bare', bareBenchmark],
  ['benchmark-hostile', hostileBenchmark],
  ['compress', mixedReport],
  ['compress-reduced', reducedReport],
  ['compress-synthetic', () => storedReport('synthetic')],
];

it.each(reports)('opens from disk and asks for nothing: %s', async (name, report) => {
  const html = reportHtml(report());
  for (const scheme of ['light', 'dark'] as const) {
    const { page, faults, others } = await open(html, scheme);
    await page.screenshot({ path: `.cache/screenshots/html-${name}-${scheme}.png` });
    await page.screenshot({ path: `.cache/screenshots/html-${name}-${scheme}-whole.png`, fullPage: true });
    expect(others()).toEqual([]);
    expect(faults).toEqual([]);
    expect(await page.locator('img, script, iframe, object, link').count()).toBe(0);
    expect(await page.locator('[onerror], [onload], [onclick], [style]').count()).toBe(0);
    await page.evaluate(`document.querySelectorAll('details').forEach((each) => (each.open = true))`);
    expect(await collisions(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    // Fifty rows more have the same elements.
    if (name !== 'benchmark-many') expect(await seriousViolations(page)).toEqual([]);
    await page.close();
  }
});

it.each(reports)('is well-formed, also as XML: %s', async (_, report) => {
  const { page } = await open('<!DOCTYPE html><title>Nothing</title>');
  const parsed = `new DOMParser().parseFromString(${JSON.stringify(reportHtml(report()))}, 'application/xml')`;
  const faults = await page.evaluate(`[...${parsed}.querySelectorAll('parsererror')].map((each) => each.textContent)`);
  expect(faults).toEqual([]);
  await page.close();
});

it('would notice a request', async () => {
  const { page, others } = await open('<!DOCTYPE html><img src="http://127.0.0.1:9/x.png">');
  expect(others()).toHaveLength(1);
  await page.close();
});

it('speaks the language of its texts', async () => {
  const { page, faults } = await open(reportHtml(benchmarkReport(), textsIn('zh-cn'), 'zh-cn'));
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-cn');
  expect(await page.locator('h2').first().textContent()).toBe('变体与原模型的比较');
  expect(await collisions(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
});
