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

const [original, integer, half, missing] = benchmarkReport().variants as readonly [
  BenchmarkVariant,
  BenchmarkVariant,
  BenchmarkVariant,
  BenchmarkVariant,
];
const heightOfAll = { width: 1280, height: 2700 };

function variants(page: Page) {
  return page.getByRole('grid', { name: 'Variants against the original' });
}

/** The texts of the selected rows, points and distributions: one selection everywhere. */
function selected(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('[aria-selected=true]')].map(
    (each) => each.cells?.[0].textContent ?? each.ariaLabel,
  )`);
}

/** As many variants of the one that gains, each a little slower than the one before. */
function many(count: number): BenchmarkReport {
  const others = Array.from({ length: count - 1 }, (_, index): BenchmarkVariant => {
    const median = 0.4 + index / 10;
    const verdict = median < 0.98 ? 'faster' : median > 1.02 ? 'slower' : 'no-difference';
    const ratio = { ...integer.timings!.ratio!, median, low: median - 0.01, high: median + 0.01, verdict } as const;
    return { ...integer, name: `net.variant-${index + 1}.onnx`, timings: { ...integer.timings!, ratio } };
  });
  return benchmarkReport({ variants: [original, ...others] });
}

describe.each(['dark', 'light', 'hc'] as const)('in %s', (theme) => {
  it('looks as the editor does, and keeps nobody out', async () => {
    const { page, faults } = await open(benchmarkReport(), { theme });
    await page.screenshot({ path: `.cache/screenshots/benchmark-${theme}.png` });
    await page.setViewportSize(heightOfAll);
    await variants(page)
      .getByRole('row', { name: /^net\.int8/ })
      .click();
    await page.getByText('How it was measured').click();
    await page.screenshot({ path: `.cache/screenshots/benchmark-${theme}-whole.png` });
    expect(await seriousViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});

it('says what came out, and what every variant costs and gives, also why one was not measured', async () => {
  const { page } = await open(benchmarkReport(), { size: heightOfAll });
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('net.onnx');
  expect(await page.locator('.verdict').textContent()).toMatch(/^Fastest is net\.int8\.onnx: 2\.68× faster/);
  const rows = await variants(page).locator('tr.row').allTextContents();
  expect(rows).toHaveLength(4);
  expect(rows[0]).toContain('2.95 ms');
  expect(rows[1]).toMatch(/2\.68× faster.*690 kB.*3\.77× smaller.*98\.8 %.*−0\.4 points.*31\.4 dB/);
  expect(rows[2]).toContain('no difference');
  expect(rows[3]).toMatch(/net\.onnx \(webgpu\).*webgpu.*no adapter/);
  const facts = await page.locator('.making').textContent();
  expect(facts).toContain('A Processor');
  await page.close();
});

it('has one selection in table and charts, by mouse and by keyboard', async () => {
  const { page } = await open(benchmarkReport(), { size: heightOfAll });
  expect(await selected(page)).toEqual([]);
  await variants(page).focus();
  await page.keyboard.press('ArrowDown');
  const three = await selected(page);
  expect(three).toHaveLength(3);
  expect(three.every((text) => text.startsWith('net.int8.onnx'))).toBe(true);
  expect(await page.locator('.variants .selected-row').textContent()).toMatch(/^net\.int8\.onnx: 2\.68× faster/);
  await page.getByRole('listbox', { name: 'Trade-off' }).focus();
  await page.keyboard.press('ArrowRight');
  expect((await selected(page))[0]).toBe('net.fp16.onnx');
  await page.getByRole('listbox', { name: 'How long a run takes' }).getByRole('option').first().click();
  expect((await selected(page))[0]).toBe('net.onnx (original)');
  await page.close();
});

it('sorts by a heading, with what has no figure last', async () => {
  const { page } = await open(benchmarkReport(), { size: heightOfAll });
  const names = () => variants(page).locator('tr.row td:first-child').allTextContents();
  const latency = variants(page).getByRole('columnheader', { name: /^median latency/ });
  await latency.getByRole('button').click();
  expect(await latency.getAttribute('aria-sort')).toBe('descending');
  expect(await names()).toEqual(['net.fp16.onnx', 'net.onnx (original)', 'net.int8.onnx', 'net.onnx (webgpu)']);
  await latency.getByRole('button').click();
  expect((await names())[0]).toBe('net.int8.onnx');
  expect((await names())[3]).toBe('net.onnx (webgpu)');
  await page.close();
});

it('asks the editor for what its buttons say, and tells how it went', async () => {
  const { page, asked } = await open(benchmarkReport(), { size: heightOfAll });
  const outcome = page.locator('nav [role=status]');
  await page.getByRole('button', { name: 'Export as HTML…' }).click();
  await expect.poll(() => outcome.textContent()).toBe('Saved as net.html.');
  for (const name of ['Export as Markdown…', 'Copy as Markdown', 'Open as Text', 'Benchmark Again…']) {
    await page.getByRole('button', { name }).click();
  }
  await variants(page)
    .getByRole('row', { name: /^net\.int8/ })
    .click();
  await page.getByRole('button', { name: 'Open Model' }).click();
  await page.getByRole('button', { name: 'Compare with Original' }).click();
  await variants(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Compare Graphs' }).click();
  await expect.poll(() => asked.length).toBe(9);
  expect(asked).toEqual([
    ['exportReport', { form: 'html' }],
    ['exportReport', { form: 'markdown' }],
    ['copyMarkdown', null],
    ['openAsText', null],
    ['benchmarkAgain', null],
    ['openVariant', { variant: 1 }],
    ['compareVariants', { before: 0, after: 1 }],
    ['openVariant', { variant: 1 }],
    ['compareVariants', { before: 0, after: 1 }],
  ]);
  await page.close();
});

it('saves every chart as it looks, and its figures with all their digits', async () => {
  const { page, asked } = await open(benchmarkReport(), { size: heightOfAll });
  const pictures = page.getByRole('button', { name: 'Save as SVG' });
  const tables = page.getByRole('button', { name: 'Save as CSV' });
  expect(await pictures.count()).toBe(4);
  expect(await tables.count()).toBe(7);
  for (const button of [...(await pictures.all()), ...(await tables.all())]) await button.click();
  await expect.poll(() => asked.length).toBe(11);
  const saved = asked as readonly (readonly [string, { name: string; csv?: string; bytes?: Uint8Array }])[];
  const names = saved.map(([what, { name }]) => `${what} ${name}`);
  expect(new Set(names).size).toBe(11);
  for (const [what, { bytes, csv }] of saved) {
    if (what === 'saveTable') expect(csv!.split('\r\n').length).toBeGreaterThan(3);
    else expect(Buffer.from(Object.values(bytes!)).toString()).toMatch(/^<svg .*net\.int8\.onnx/s);
  }
  const layers = saved.find(([, { name, csv }]) => name === 'layers' && csv !== undefined)![1].csv!;
  expect(layers).toContain('/stem/Conv');
  expect(layers).toContain('0.148');
  await page.close();
});

it('sets any figure against any other', async () => {
  const { page } = await open(benchmarkReport(), { size: heightOfAll });
  await page.getByRole('combobox', { name: 'against' }).selectOption({ label: 'size' });
  await page.getByRole('combobox', { name: 'show' }).selectOption({ label: 'SQNR of the worst output (n = 500)' });
  const points = page.getByRole('listbox', { name: 'Trade-off' }).getByRole('option');
  const labels = await Promise.all((await points.all()).map((each) => each.getAttribute('aria-label')));
  expect(labels).toEqual([
    'net.onnx: size 2.6 MB, SQNR of the worst output (n = 500) ∞ dB',
    'net.int8.onnx: size 690 kB, SQNR of the worst output (n = 500) 31.4 dB',
    'net.fp16.onnx: size 1.31 MB, SQNR of the worst output (n = 500) 68 dB',
  ]);
  await page.close();
});

describe('layer by layer', () => {
  const grid = (page: Page) => page.getByRole('grid', { name: 'Layer by layer' });

  it('filters, and leads to nodes in the models', async () => {
    const { page, asked } = await open(benchmarkReport(), { size: heightOfAll });
    await page.keyboard.press('/');
    await page.keyboard.type('blocks conv');
    expect(await grid(page).locator('tr.row td:first-child').allTextContents()).toEqual([
      '/blocks/0/Conv',
      '/blocks/1/Conv',
    ]);
    await page.getByText('2 of 9 layers').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show in net.onnx' }).click();
    await expect
      .poll(() => asked)
      .toEqual([
        ['revealNode', { variant: 1, node: '/blocks/1/Conv_output' }],
        ['revealNode', { variant: 0, node: '/blocks/1/Conv_output' }],
      ]);
    await page.close();
  });

  it('compares the variant that is selected, or those that are chosen', async () => {
    const { page } = await open(many(4), { size: heightOfAll });
    const heading = () => grid(page).getByRole('columnheader').allTextContents();
    expect((await heading()).slice(2, 4)).toEqual(['net.onnx', 'net.variant-1.onnx']);
    await variants(page)
      .getByRole('row', { name: /^net\.variant-3/ })
      .click();
    expect((await heading()).slice(2, 4)).toEqual(['net.onnx', 'net.variant-3.onnx']);
    await page.getByRole('combobox', { name: 'First variant' }).selectOption('net.variant-2.onnx');
    expect((await heading()).slice(2, 4)).toEqual(['net.variant-2.onnx', 'net.variant-3.onnx']);
    await page.close();
  });

  it('makes only the rows in view', async () => {
    const like = original.profile!.nodes[0]!;
    const nodes = Array.from({ length: 5000 }, (_, index) => ({
      ...{ ...like, node: `out${index}`, name: `/layer${index}`, milliseconds: index / 100 },
    }));
    const profile = { ...original.profile!, nodes };
    const report = benchmarkReport({
      variants: [
        { ...original, profile },
        { ...integer, profile },
      ],
    });
    const { page, faults } = await open(report, { size: heightOfAll });
    await page.getByText('5001 layers').waitFor();
    expect(await grid(page).locator('tr').count()).toBeLessThan(60);
    await grid(page).focus();
    await page.keyboard.press('End');
    expect(await grid(page).locator('tr.selected td:first-child').textContent()).toContain('ReorderOutput');
    expect(faults).toEqual([]);
    await page.close();
  });
});

it('comes back as it was after it was hidden', async () => {
  const { page, hideAndShow } = await open();
  await variants(page)
    .getByRole('row', { name: /^net\.int8/ })
    .click();
  await variants(page).getByRole('columnheader', { name: 'size' }).getByRole('button').click();
  await page.getByRole('combobox', { name: 'against' }).selectOption({ label: 'size' });
  await page.keyboard.press('/');
  await page.keyboard.type('conv');
  await page.evaluate('document.documentElement.scrollTop = 240');
  await page.waitForFunction('JSON.parse(sessionStorage.getItem("state")).benchmark.scroll === 240');
  await hideAndShow();
  expect((await selected(page))[0]).toBe('net.int8.onnx');
  expect(await variants(page).getByRole('columnheader', { name: 'size' }).getAttribute('aria-sort')).toBe('descending');
  expect(await page.getByRole('combobox', { name: 'against' }).inputValue()).toBe('size');
  expect(await page.getByRole('textbox').inputValue()).toBe('conv');
  expect(await page.evaluate('document.documentElement.scrollTop')).toBe(240);
  await page.close();
});

it('shows the new report when the file has changed, and what is wrong with it', async () => {
  const { page, notify } = await open();
  await variants(page)
    .getByRole('row', { name: /^net\.fp16/ })
    .click();
  await notify(shown(benchmarkReport({ variants: [original, half] })));
  await expect.poll(() => variants(page).locator('tr.row').count()).toBe(2);
  expect((await selected(page))[0]).toBe('net.fp16.onnx');
  await notify({ type: 'unreadable', reason: message('page.report-empty', { file: 'net.whittle-report.json' }) });
  await page.getByRole('alert').waitFor();
  await page.close();
});

describe('what a report may lack', () => {
  it.each([
    ['one variant', [original]],
    ['failures only', [{ ...missing, name: 'net.onnx' }, missing]],
    ['neither labels nor profile', [without(original), without(integer)]],
  ] as const)('%s', async (name, content) => {
    const { page, faults } = await open(benchmarkReport({ variants: content }));
    await page.screenshot({ path: `.cache/screenshots/benchmark-${name.replaceAll(' ', '-')}.png` });
    expect(await variants(page).locator('tr.row').count()).toBe(content.length);
    expect(await seriousViolations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  function without({ accuracy: _, profile: __, ...rest }: BenchmarkVariant): BenchmarkVariant {
    return { ...rest, metrics: [] };
  }
});

it('says synthetic data, warnings and both ways of computing where they belong', async () => {
  const samples = { source: 'x', synthetic: true, count: 8, heldOut: false };
  const accuracy = { ...integer.accuracy!, samples };
  const exact = { ...accuracy, outputs: [{ output: 'logits', sqnr: Infinity, cosine: NaN, maximumError: 0 }] };
  const report = benchmarkReport({
    samples,
    variants: [original, { ...integer, accuracy, exact }],
    warnings: [message('page.report-empty', { file: 'busy' })],
  });
  const { page, faults } = await open(report, { size: heightOfAll });
  expect(await page.locator('.remark.warning').count()).toBe(2);
  expect(await page.locator('.verdict').textContent()).toContain('synthetic data');
  const outputs = page.getByRole('table', { name: 'Outputs' });
  expect(await outputs.getByRole('row').last().textContent()).toMatch(/31\.4 dB.*∞ dB/);
  await page.getByText('of synthetic data, which say nothing').waitFor();
  await page.screenshot({ path: '.cache/screenshots/benchmark-synthetic.png' });
  expect(faults).toEqual([]);
  await page.close();
});

it('shows names as they are, whatever is in them', async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const nodes = original.profile!.nodes.map((node) => ({ ...node, name: hostile, operator: hostile }));
  const named = { ...original, name: hostile, profile: { ...original.profile!, nodes } };
  const report = benchmarkReport({ variants: [named, { ...integer, name: `${hostile}2` }] });
  const { page, faults } = await open(report, { size: heightOfAll });
  expect(await variants(page).locator('tr.row td').first().textContent()).toContain(hostile);
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(faults).toEqual([]);
  await page.close();
});

it.each([
  ['narrow', 600, 800],
  ['zoomed to 200 %', 640, 400],
] as const)('fits where it is %s', async (name, width, height) => {
  const { page } = await open(many(12), { size: { width, height } });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  await page.screenshot({ path: `.cache/screenshots/benchmark-${name.split(' ')[0]!}.png`, fullPage: true });
  expect(await seriousViolations(page)).toEqual([]);
  await page.close();
});

it('shows a dozen variants at once', async () => {
  const { page, faults } = await open(many(12));
  expect(await variants(page).locator('tr.row').count()).toBe(12);
  await page.screenshot({ path: '.cache/screenshots/benchmark-dozen.png' });
  expect(faults).toEqual([]);
  await page.close();
});

it('has no English left in another language', async () => {
  const { page } = await open(benchmarkReport(), {
    ...{ language: 'qps-ploc', texts: textsIn('qps-ploc'), size: heightOfAll },
  });
  const names = new Set(['net.onnx', 'net.int8.onnx', 'net.fp16.onnx', 'net.onnx (webgpu)']);
  const words = await page.evaluate<readonly string[]>(`[
    ...document.querySelectorAll('[aria-label], [placeholder]'),
  ].flatMap((each) => ['aria-label', 'placeholder'].map((name) => each.getAttribute(name)).filter(Boolean))`);
  expect(words.filter((text) => !text.startsWith('⟦'))).toEqual([]);
  const headings = await page.locator('h1, h2, h3, th[scope=col], button, summary').allTextContents();
  expect(headings.filter((text) => !text.startsWith('⟦') && !names.has(text))).toEqual([]);
  await page.close();
});

it('says why something cannot be done', async () => {
  const refused = () => {
    throw userError('page.model-missing', { file: 'net.onnx' });
  };
  const page = await openRefusing(refused);
  await variants(page).getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Open Model' }).click();
  await page.getByText(/^net\.onnx is not there/).waitFor();
  await page.close();
});

async function openRefusing(refused: () => never): Promise<Page> {
  const names = [
    ...['openModel', 'compareWithOriginal', 'openAsText', 'copyMarkdown', 'exportReport', 'openVariant'],
    ...['revealNode', 'compareVariants', 'benchmarkAgain', 'savePicture', 'saveTable'],
  ];
  const answers = Object.fromEntries(names.map((name) => [name, refused])) as unknown as Answers<ReportEditorSide>;
  return (await open(benchmarkReport(), { answers, size: heightOfAll })).page;
}
