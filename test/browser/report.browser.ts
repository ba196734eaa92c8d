import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { textsIn } from '../../src/protocol/messages/languages.ts';
import type { Report } from '../../src/protocol/result/report.ts';
import { userError } from '../../src/protocol/userError.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import type { ReportEditorSide, ReportPageSide } from '../../src/protocol/webview/reportContract.ts';
import { reportView } from '../../src/protocol/webview/reportView.ts';
import { launchChromium } from './chromium.ts';
import { openPage, type PageOptions } from './openPage.ts';
import { largeReport, mixedReport, storedReport } from './reports.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

type Options = PageOptions<ReportPageSide, ReportEditorSide>;

/** What only the page of a benchmark asks for. */
const unasked = {
  openVariant: () => null,
  revealNode: () => null,
  compareVariants: () => null,
  benchmarkAgain: () => null,
  savePicture: () => null,
  saveTable: () => null,
};

/** The page of a report, and what it asked of the editor. */
async function open(report: Report, options: Partial<Options> = {}) {
  const asked: unknown[] = [];
  const note = (name: string) => (argument: unknown) => {
    asked.push([name, argument]);
    return null;
  };
  const answers: Answers<ReportEditorSide> = {
    openModel: note('openModel'),
    compareWithOriginal: note('compareWithOriginal'),
    openAsText: note('openAsText'),
    copyMarkdown: note('copyMarkdown'),
    exportReport: (argument) => {
      asked.push(['exportReport', argument]);
      return 'digits.html';
    },
    ...unasked,
  };
  const opened = await openPage<ReportPageSide, ReportEditorSide>(browser, {
    name: 'report',
    answers,
    content: () => ({ type: 'report', report: reportView(report) }),
    ...options,
  });
  return { ...opened, asked };
}

/** The texts of one column, of the rows that exist. */
function column(page: Page, name: string): Promise<readonly string[]> {
  return page.locator(`tr.row td.column-${name}`).allTextContents();
}

function heading(page: Page, name: string) {
  return page.getByRole('columnheader', { name, exact: true });
}

it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
  for (const name of ['digits', 'belowFloor', 'synthetic'] as const) {
    const { page, faults } = await open(storedReport(name), { theme });
    const suffix = name === 'digits' ? '' : `-${name}`;
    await page.screenshot({ path: `.cache/screenshots/report-${theme}${suffix}.png` });
    if (name === 'synthetic') {
      await page.getByRole('textbox').fill('float');
      await heading(page, 'operator').getByRole('button').click();
      await page.keyboard.press('Tab');
      await page.getByRole('treegrid').focus();
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
      await page.screenshot({ path: `.cache/screenshots/report-${theme}-nodes.png` });
    }
    expect(faults).toEqual([]);
    await page.close();
  }
});

it('says what came out, and how much, in the words of the report', async () => {
  const { page } = await open(storedReport('digits'));
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('digits.int8.onnx');
  expect(await page.locator('.verdict').textContent()).toBe(
    '2.55 MB → 696 kB (3.66× smaller), 2.32× faster, top-1 99.2 % → 99.2 %',
  );
  const gains = page.getByRole('table', { name: 'Before and after' });
  expect(await gains.getByRole('row').allTextContents()).toContain('size2.55 MB696 kB3.66× smaller');
  expect(await gains.getByRole('columnheader').allTextContents()).toEqual(['figure', 'before', 'after', 'change']);
  expect(await gains.getByRole('rowheader').count()).toBe(7);
  await page.close();
});

it('says in the first line that a result is below the floor, in words and with a sign', async () => {
  const { page } = await open(storedReport('belowFloor'));
  const line = page.locator('.verdict strong');
  expect(await line.textContent()).toMatch(/^BELOW THE FLOOR: 16\.7 % .* 90 %/);
  expect(await line.locator('svg').count()).toBe(1);
  expect(await page.locator('.remark.warning').allTextContents()).toEqual([expect.stringMatching(/^Warning: Only/)]);
  await page.close();
});

it('says synthetic beside every figure that rests on synthetic data', async () => {
  const { page } = await open(storedReport('synthetic'));
  const text = (await page.locator('main').innerText()).split('\n');
  const resting = text.filter((line) => /SQNR|latency|faster|accuracy/.test(line));
  expect(resting.filter((line) => !/synthetic data|made up/.test(line) && !line.startsWith('Warning'))).toEqual([]);
  expect(resting.length).toBeGreaterThan(2);
  await page.locator('tr.row').first().click();
  const notes = await page.locator('tr.details div').allTextContents();
  const ranges = notes.filter((note) => note.includes('stands for'));
  expect(ranges).toEqual([expect.stringContaining('(range from synthetic data)')]);
  await page.close();
});

it('sorts by a heading one way, the other way, and then as the nodes came', async () => {
  const { page } = await open(largeReport(100));
  const asCame = await column(page, 'macs');
  const numbers = async () => (await column(page, 'macs')).map(Number);
  await heading(page, 'MACs').getByRole('button').click();
  expect(await heading(page, 'MACs').getAttribute('aria-sort')).toBe('descending');
  const largestFirst = await numbers();
  expect(largestFirst).toEqual(Array.from(largestFirst, (_, index) => 99 - index));
  await heading(page, 'MACs').getByRole('button').click();
  expect(await heading(page, 'MACs').getAttribute('aria-sort')).toBe('ascending');
  const smallestFirst = await numbers();
  expect(smallestFirst).toEqual(Array.from(smallestFirst, (_, index) => index));
  await heading(page, 'MACs').getByRole('button').click();
  expect(await heading(page, 'MACs').getAttribute('aria-sort')).toBe('none');
  expect(await column(page, 'macs')).toEqual(asCame);
  await heading(page, 'node').getByRole('button').click();
  const names = await column(page, 'name');
  expect(names).toEqual(Array.from(names, (_, index) => `/layer${index}`));
  await page.close();
});

it('filters by all words wherever they are, and says how many are left', async () => {
  const { page } = await open(largeReport(1000));
  const field = page.getByRole('textbox');
  await field.fill('RELU layer99');
  const status = page.getByRole('status').filter({ hasText: 'nodes' });
  const expected = largeReport(1000).coverage!.decisions.filter(
    ({ name, operator, reason }) => name.includes('layer99') && `${operator} ${reason.code}`.includes('Relu'),
  );
  expect(expected.length).toBeGreaterThan(1);
  expect(await column(page, 'name')).toEqual(expected.map(({ name }) => name));
  expect(await status.textContent()).toBe(`${expected.length} of 1000 nodes`);
  await field.fill('nothing like it');
  expect(await page.locator('tr.row').count()).toBe(0);
  await page.getByRole('button', { name: 'Clear Filter' }).click();
  expect(await status.textContent()).toBe('1000 nodes');
  expect(await field.inputValue()).toBe('');
  await page.close();
});

it('is walked with the keyboard alone', async () => {
  const { page } = await open(largeReport(10_000));
  const active = () => page.locator('tr.active td.column-name').textContent();
  const focused = () =>
    page.evaluate<string>('document.activeElement.tagName + "." + document.activeElement.className');
  await page.keyboard.press('/');
  expect(await focused()).toBe('INPUT.');
  await page.keyboard.type('/layer');
  expect(await page.getByRole('textbox').inputValue()).toBe('/layer');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('TABLE.rows');
  expect(await active()).toBe('/layer0');
  await page.keyboard.press('End');
  expect(await active()).toBe('/layer9999');
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe('/layer9998');
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('/layer1');
  const pointed = await page.getByRole('treegrid').getAttribute('aria-activedescendant');
  expect(await page.locator(`#${pointed!}`).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Control+f');
  expect(await focused()).toBe('INPUT.');
  // Backwards from the filter to the first thing that can be done.
  const reached = [];
  for (let step = 0; step < 7; step++) {
    await page.keyboard.press('Shift+Tab');
    reached.push(await page.locator(':focus').textContent());
  }
  expect(reached).toEqual([
    ...['Open as Text', 'Copy as Markdown', 'Export as Markdown…', 'Export as HTML…'],
    ...['Compare with Original', 'Open Original', 'Open Model'],
  ]);
  await page.close();
});

it('opens a row to its details, which push the rows below down', async () => {
  const { page } = await open(storedReport('digits'));
  await page.getByRole('treegrid').focus();
  const row = page.locator('tr.active');
  expect(await row.getAttribute('aria-expanded')).toBe('false');
  const before = (await page.locator('tr.row').nth(1).boundingBox())!;
  await page.keyboard.press('ArrowRight');
  expect(await row.getAttribute('aria-expanded')).toBe('true');
  const details = page.locator('tr.details');
  expect(await details.locator('div').allTextContents()).toEqual([
    'Stands for /stem/conv/Conv_output_0, /stem/norm/BatchNormalization_output_0, folded into one.',
    'stem.conv.weight_quantized: stored as int8 with scales: 32',
    '/stem/conv/Conv_output_0.constant_quantized: stored as int32 with scales: 32',
  ]);
  const height = (await details.boundingBox())!.height;
  const after = (await page.locator('tr.row').nth(1).boundingBox())!;
  expect(height).toBeGreaterThan(60);
  expect(after.y - before.y).toBeCloseTo(height, 0);
  const lines = await page.evaluate(
    `[...document.querySelectorAll('.rows tr')].map((each) => each.getAttribute('aria-rowindex')).filter(Boolean)`,
  );
  expect(lines).toEqual(Array.from({ length: 36 }, (_, index) => String(index + 1)));
  await page.keyboard.press('ArrowLeft');
  expect(await details.count()).toBe(0);
  await page.close();
});

it('makes only the rows in view, whatever the size of the model', async () => {
  const { page } = await open(largeReport(10_000));
  const existing = () => page.locator('tr').count();
  const added = (act: string) =>
    page.evaluate<number>(`new Promise((resolve) => {
      let added = 0;
      const observer = new MutationObserver((changes) => {
        for (const { addedNodes } of changes) added += addedNodes.length;
      });
      observer.observe(document.querySelector('.rows tbody'), { childList: true });
      ${act};
      requestAnimationFrame(() => requestAnimationFrame(() => { observer.disconnect(); resolve(added); }));
    })`);
  const scroller = 'document.querySelector(".scroller")';
  expect(await existing()).toBeLessThan(80);
  const total = await page.evaluate<number>(`${scroller}.scrollHeight`);
  expect(total).toBe(10_000 * 22 + 23);
  // A row further: one appears. Far away: a screen of them.
  expect(await added(`${scroller}.scrollTop = 22 * 500`)).toBeLessThan(60);
  expect(await added(`${scroller}.scrollTop += 22`)).toBe(1);
  await added(`${scroller}.scrollTop = 1e9`);
  expect((await column(page, 'name')).at(-1)).toBe('/layer9999');
  expect(await existing()).toBeLessThan(80);
  await heading(page, 'MACs').getByRole('button').click();
  expect((await column(page, 'macs'))[0]).toBe('10 k');
  expect(await existing()).toBeLessThan(80);
  await page.close();
});

it('comes back as it was after it was hidden', async () => {
  const { page, hideAndShow } = await open(largeReport(2000));
  await page.getByRole('textbox').fill('relu');
  await heading(page, 'node').getByRole('button').click();
  await heading(page, 'node').getByRole('button').click();
  await page.getByText('How it was made').click();
  await page.evaluate('document.querySelector(".scroller").scrollTop = 2200; document.documentElement.scrollTop = 300');
  await page.waitForFunction('JSON.parse(sessionStorage.getItem("state")).scroll.page === 300');
  const before = await column(page, 'name');
  await hideAndShow();
  expect(await column(page, 'name')).toEqual(before);
  expect(await page.getByRole('textbox').inputValue()).toBe('relu');
  expect(await heading(page, 'node').getAttribute('aria-sort')).toBe('descending');
  expect(await page.locator('details').getAttribute('open')).toBe('');
  expect(await page.evaluate('document.documentElement.scrollTop')).toBe(300);
  await page.close();
});

it('shows the new report when the file has changed, and keeps what was set', async () => {
  const { page, notify } = await open(largeReport(500));
  await page.getByRole('textbox').fill('layer1');
  await notify({ type: 'report', report: reportView(largeReport(100)) });
  await page.getByText('11 of 100 nodes').waitFor();
  expect(await page.locator('main').count()).toBe(1);
  await page.close();
});

it('asks the editor for what its buttons say, and tells how it went', async () => {
  const { page, asked } = await open(storedReport('digits'));
  for (const name of ['Open Model', 'Open Original', 'Compare with Original', 'Copy as Markdown', 'Open as Text']) {
    await page.getByRole('button', { name }).click();
  }
  await page.getByRole('button', { name: 'Export as HTML…' }).click();
  await expect.poll(() => page.locator('nav [role=status]').textContent()).toBe('Saved as digits.html.');
  await expect.poll(() => asked.length).toBe(6);
  expect(asked).toEqual([
    ['openModel', 'result'],
    ['openModel', 'original'],
    ['compareWithOriginal', null],
    ['copyMarkdown', null],
    ['openAsText', null],
    ['exportReport', { form: 'html' }],
  ]);
  await page.close();

  const missing = await open(storedReport('digits'), {
    answers: {
      openModel: () => {
        throw userError('page.model-missing', { file: 'digits.onnx' });
      },
      compareWithOriginal: () => null,
      openAsText: () => null,
      copyMarkdown: () => null,
      exportReport: () => null,
      ...unasked,
    },
  });
  const outcome = missing.page.locator('nav [role=status]');
  await missing.page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(() => outcome.textContent()).toBe('Copied');
  await missing.page.getByRole('button', { name: 'Open Original' }).click();
  await expect.poll(() => outcome.textContent()).toMatch(/^digits\.onnx is not there: /);
  expect(missing.faults).toEqual([]);
  await missing.page.close();
});

it('says in one sentence why a file cannot be shown, and offers it as text', async () => {
  const reason = message('page.report-not-json', { file: 'broken.whittle-report.json' });
  const { page, asked, notify, faults } = await open(storedReport('digits'), {
    content: () => ({ type: 'unreadable', reason }),
  });
  expect(await page.getByRole('alert').textContent()).toMatch(/^broken\.whittle-report\.json is not JSON: /);
  await page.screenshot({ path: '.cache/screenshots/report-unreadable.png' });
  await page.getByRole('button', { name: 'Open as Text' }).click();
  await expect.poll(() => asked).toEqual([['openAsText', null]]);
  // It was put right.
  await notify({ type: 'report', report: reportView(storedReport('digits')) });
  await page.getByRole('heading', { name: 'digits.int8.onnx' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(faults).toEqual([]);
  await page.close();
});

it('shows names as they are, whatever is in them', async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const report = storedReport('digits');
  const decisions = report.coverage!.decisions.map((each) => ({ ...each, name: hostile, operator: hostile }));
  const { page, faults } = await open({
    ...report,
    output: { ...report.output, path: `../${hostile}.onnx` },
    coverage: { ...report.coverage!, decisions },
    notes: [{ code: hostile, args: {} }],
  });
  expect((await column(page, 'name'))[0]).toBe(hostile);
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(faults).toEqual([]);
  await page.close();
});

it('shows how it was made, down to the fingerprints', async () => {
  const { page } = await open(storedReport('digits'), { size: { width: 1280, height: 1600 } });
  await page.getByText('How it was made').click();
  const facts = await page.locator('.making').innerText();
  for (const part of ['9e88e7daa90947b8132ed2f245140d23dcd34e4dac40f7bb437276ab5a2e43f4', 'onnxruntime 1.30.0']) {
    expect(facts).toContain(part);
  }
  expect(JSON.parse(await page.locator('pre').innerText())).toEqual(storedReport('digits').recipe);
  await page.screenshot({ path: '.cache/screenshots/report-making.png' });
  await page.close();
});

it('has no English left in another language', async () => {
  const { page } = await open(storedReport('synthetic'), {
    language: 'qps-ploc',
    texts: textsIn('qps-ploc'),
    size: { width: 1280, height: 2400 },
  });
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Enter');
  await page.locator('summary').click();
  const words = await page.evaluate<readonly string[]>(`[
    ...document.querySelectorAll('[aria-label], [placeholder], [title]'),
  ].flatMap((each) => ['aria-label', 'placeholder', 'title'].map((name) => each.getAttribute(name)).filter(Boolean))`);
  expect(words.filter((text) => !text.startsWith('⟦'))).toEqual([]);
  expect(await page.evaluate('document.documentElement.lang')).toBe('qps-ploc');
  const headings = await page.locator('h2, h3, th[scope=col], button').allTextContents();
  expect(headings.filter((text) => !text.startsWith('⟦'))).toEqual([]);
  await page.screenshot({ path: '.cache/screenshots/report-pseudo.png' });
  await page.close();
});

it('fits a narrow column of the editor', async () => {
  const { page } = await open(storedReport('synthetic'), { size: { width: 420, height: 800 } });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(420);
  await page.screenshot({ path: '.cache/screenshots/report-narrow.png' });
  await page.close();
});

it('shows what a search for mixed precision found, and what was kept in float', async () => {
  const { page, faults } = await open(mixedReport());
  const table = page.getByRole('table', { name: 'Mixed precision' });
  expect(await table.getByRole('columnheader').allTextContents()).toContain('top-1');
  const rows = await table.getByRole('row').allInnerTexts();
  expect(rows).toHaveLength(4);
  expect(rows[1]).toMatch(/99 %.*2\.4 ms.*2\.55 MB/s);
  expect(rows[3]).toMatch(/98\.8 %.*98 %/s);
  await page.getByRole('listitem').filter({ hasText: '/fragile/Conv_output_0' }).waitFor();
  await table.scrollIntoViewIfNeeded();
  await page.screenshot({ path: '.cache/screenshots/report-mixed.png' });
  expect(faults).toEqual([]);
  await page.close();
});
