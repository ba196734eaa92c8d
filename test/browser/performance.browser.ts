import { mkdirSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel as openOnnx } from '../../src/engine/onnx/open.ts';
import { userError } from '../../src/protocol/userError.ts';
import { profileFindings, reports } from '../../webview/model/findingsPanel/fixtures/profileResult.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { graphModelOf, structureOf } from '../fixtures/structureOf.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import type { FixturePage } from './fixturePage.ts';
import { type FindingsPageOptions, openFindings } from './findingsPage.ts';
import { openModelPage } from './modelPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const network = structureOf(exportedTransformer(400));
const open = (options: FindingsPageOptions = {}) => openFindings(browser, network, options);

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const panel = (page: Page) => page.getByRole('tabpanel');
const rows = (page: Page) => panel(page).locator('tr.row');
const said = (page: Page) => panel(page).locator('.findings-measured').innerText();
const button = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });
const isDisabled = async (page: Page, name: string) => (await button(page, name).getAttribute('disabled')) !== null;

async function column(page: Page, heading: string): Promise<readonly string[]> {
  const headings = await panel(page).getByRole('columnheader').allTextContents();
  const place = headings.findIndex((text) => text.startsWith(heading)) + 1;
  return panel(page).locator(`tr.row td:nth-child(${place})`).allTextContents();
}

/** What happened of one kind since the page was opened. */
async function happened({ run }: FixturePage, kind: string): Promise<readonly (readonly unknown[])[]> {
  const all = await run<readonly unknown[]>('return happened;');
  return all.map((each): readonly unknown[] => (Array.isArray(each) ? each : [each])).filter(([name]) => name === kind);
}

async function requests(opened: FixturePage, name: string): Promise<readonly unknown[]> {
  return (await happened(opened, 'request')).filter(([, asked]) => asked === name).map(([, , argument]) => argument);
}

async function openTab(name: 'Profile' | 'Hints', options: FindingsPageOptions = {}): Promise<FixturePage> {
  const opened = await open(options);
  await tab(opened.page, name).click();
  await opened.run('findings.showProfile(profileFindings(model));');
  return opened;
}

async function openVariants(options: FindingsPageOptions = {}): Promise<FixturePage> {
  const opened = await open(options);
  await opened.run('beside.push(...reports);');
  await tab(opened.page, 'Variants').click();
  await rows(opened.page).first().waitFor();
  return opened;
}

it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
  const { page, run, faults } = await open({ theme });
  const looked = async (name: string): Promise<void> => {
    await page.screenshot({ path: `.cache/screenshots/performance-${theme}-${name}.png` });
    expect(await seriousViolations(page)).toEqual([]);
  };
  await tab(page, 'Hints').click();
  await looked('hints-empty');
  await tab(page, 'Profile').click();
  await looked('profile-empty');
  await run('findings.showProfile(profileFindings(model, { synthetic: true }));');
  await rows(page).nth(2).click();
  await looked('profile');
  await panel(page).locator('summary').click();
  await panel(page).getByRole('combobox').selectOption('operator');
  await run('');
  await looked('profile-operators');
  await tab(page, 'Hints').click();
  await looked('hints');
  await run('beside.push(...reports);');
  await tab(page, 'Variants').click();
  await rows(page).first().click();
  await looked('variants');
  expect(faults).toEqual([]);
  await page.close();
});

describe('the profile', () => {
  it('has what takes longest first, and how that came about', async () => {
    const { page } = await openTab('Profile');
    expect(await said(page)).toMatch(
      /^.+ms a run \(.+\) · a sample from calibration\.npz · .+ in kernels, .+ between them$/,
    );
    expect(await panel(page).locator('.profile-parts').innerText()).toMatch(
      /integer, .+ float, .+ overhead · the 10 costliest take .+ % · 40 runs, 2 threads$/,
    );
    const widths = await page.evaluate<readonly number[]>(
      `[...document.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width)`,
    );
    expect(widths.length).toBeGreaterThan(5);
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect((await column(page, '#')).slice(0, 3)).toEqual(['1', '2', '3']);
    expect((await page.locator('.bar-marks span').last().innerText()).endsWith(' ms')).toBe(true);
    await page.close();
  });

  it('adds up by operator and by group, and says of fused nodes where their time stands', async () => {
    const opened = await openTab('Profile');
    const { page, run } = opened;
    const choice = panel(page).getByRole('combobox', { name: 'Time per' });
    const sum = await run<number>(
      `return profileFindings(model).profile.nodes.reduce((s, n) => s + n.milliseconds, 0);`,
    );
    for (const view of ['operator', 'group']) {
      await choice.selectOption(view);
      await run('');
      await panel(page).getByRole('button', { name: 'Save Chart' }).click();
      await page.getByRole('menuitem', { name: 'Save as CSV' }).click();
      await run('');
      const { csv } = (await requests(opened, 'saveTable')).at(-1) as { readonly csv: string };
      const table = parse<Record<string, string>>(csv, { columns: true, record_delimiter: '\r\n' });
      expect(table.reduce((all, each) => all + Number(each['milliseconds']), 0)).toBeCloseTo(sum, 9);
      expect(table.map((each) => each[view])).toHaveLength(new Set(table.map((each) => each[view])).size);
      expect(Number(await panel(page).getByRole('grid').getAttribute('aria-rowcount'))).toBe(table.length + 1);
    }
    await choice.selectOption('node');
    await run('');
    // What has no time of its own comes last, and is not ranked.
    await panel(page).getByRole('grid').focus();
    await page.keyboard.press('End');
    expect((await column(page, 'time')).at(-1)).toBe('');
    expect((await column(page, 'runs as')).at(-1)).toMatch(/^with .+/);
    expect((await column(page, '#')).at(-1)).toBe('');
    await page.close();
  });

  it('has one selection with everything else, both ways', async () => {
    const opened = await openTab('Profile');
    const { page, run } = opened;
    await rows(page).nth(1).click();
    const [, node] = (await column(page, 'name')) as readonly [string, string];
    expect(await run<string>('return model.nodeName(selection.nodes[0]);')).toBe(node);
    await page.keyboard.press('Enter');
    expect(await happened(opened, 'inspect')).toHaveLength(1);
    await panel(page).getByRole('combobox').selectOption('operator');
    await expect.poll(() => panel(page).locator('tr.selected').count()).toBe(1);
    // A row of an operator selects all its nodes.
    await panel(page).locator('tr.selected').click();
    expect(
      await run<boolean>(`
      const operators = new Set(selection.nodes.map((each) => model.operator(each)));
      return selection.nodes.length > 1 && operators.size === 1;
    `),
    ).toBe(true);
    await panel(page).getByRole('combobox').selectOption('node');
    await run(`selection.set([{ kind: 'node', node: model.nodeCount - 1 }], 'graph');`);
    await expect.poll(() => panel(page).locator('tr.selected').count()).toBe(1);
    await page.close();
  });

  it('is saved as a picture that stands alone, with a bar for each row', async () => {
    const opened = await openTab('Profile');
    const { page, run } = opened;
    await panel(page).getByRole('button', { name: 'Save Chart' }).click();
    await page.getByRole('menuitem', { name: 'Save as SVG' }).click();
    const { failed, texts, bars, timed } = await run<{
      readonly failed: boolean;
      readonly texts: readonly string[];
      readonly bars: number;
      readonly timed: number;
    }>(`
      const [, , { bytes }] = happened.findLast((each) => each[1] === 'savePicture');
      const read = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
      return {
        failed: read.querySelector('parsererror') !== null,
        texts: [...read.querySelectorAll('text')].map((each) => each.firstChild?.data ?? ''),
        bars: read.querySelectorAll('rect').length,
        timed: profileFindings(model).profile.nodes.filter(({ runs }) => runs !== 'fused').length,
      };
    `);
    expect([failed, bars]).toEqual([false, timed + 1]);
    expect(texts).toEqual(expect.arrayContaining(['model.onnx – Time per layer', 'ms']));
    await page.close();
  });

  it('leads from overhead to the nodes beside it', async () => {
    const { page, run } = await openTab('Profile');
    await panel(page).locator('summary').click();
    await panel(page).getByText('ReorderOutput, 3× a run: 310 µs for another layout in memory').waitFor();
    await panel(page).getByRole('button', { name: 'Show beside which nodes' }).click();
    expect(await run<readonly number[]>('return selection.nodes;')).toEqual([0]);
    await page.close();
  });

  it('says what would be here, how to get it, and that it is on its way', async () => {
    const opened = await open();
    const { page, run } = opened;
    await tab(page, 'Profile').click();
    await panel(page).getByText('No profile yet.').waitFor();
    await button(page, 'Measure').click();
    expect(await happened(opened, 'measure')).toHaveLength(1);
    await run(`panel.showRunning('profile', true);`);
    await panel(page).getByText('Measuring.').waitFor();
    expect(await tab(page, 'Profile').getAttribute('aria-description')).toBe('running');
    // What was measured before stays until it is measured anew.
    await run(`findings.showProfile(profileFindings(model));`);
    await rows(page).first().waitFor();
    expect(await isDisabled(page, 'Measure Again')).toBe(true);
    await page.close();
  });

  it('builds no more rows than are in view', async () => {
    const large = await openFindings(browser, structureOf(exportedTransformer(5000)), {});
    const { page, run } = large;
    await tab(page, 'Profile').click();
    await run('findings.showProfile(profileFindings(model));');
    await rows(page).first().waitFor();
    expect(Number(await panel(page).getByRole('grid').getAttribute('aria-rowcount'))).toBeGreaterThan(4000);
    expect(await page.evaluate<number>(`document.querySelectorAll('#lower-profile *').length`)).toBeLessThan(1000);
    await page.close();
  });
});

describe('hints', () => {
  it('are counted, lead to their nodes, and to what can be done', async () => {
    const opened = await openTab('Hints');
    const { page, run } = opened;
    expect(await tab(page, 'Hints').getAttribute('aria-description')).toBe('3');
    const hints = panel(page).getByRole('listitem');
    expect(await hints.count()).toBe(3);
    expect(await hints.first().innerText()).toMatch(/1\.2 ms, .+ % of the time/);
    // A few of the nodes of a hint have links, and all of them together one.
    expect(await hints.first().locator('[data-node]').count()).toBe(4);
    await hints.first().getByRole('button', { name: 'Select All 12 Nodes' }).click();
    expect(await run<number>('return selection.nodes.length;')).toBe(12);
    await hints.nth(1).locator('[data-node]').click();
    expect(await run<readonly number[]>('return selection.nodes;')).toEqual([2]);
    expect(await hints.nth(1).locator('[aria-current]').count()).toBe(1);
    await button(page, 'Quantize Statically…').click();
    await button(page, 'Analyze…').click();
    expect(await happened(opened, 'act')).toEqual([
      ['act', 'quantize-static'],
      ['act', 'analyze'],
    ]);
    await page.close();
  });

  it('say that there are none, where nothing was found', async () => {
    const { page, run } = await openTab('Hints');
    await run('findings.showProfile({ ...profileFindings(model), hints: [] });');
    await panel(page).getByText('Nothing here costs more than it must').waitFor();
    expect(await tab(page, 'Hints').getAttribute('aria-description')).toBe('');
    await page.close();
  });

  it('are built a part at a time where there are many', async () => {
    const { page, run } = await openTab('Hints');
    await run(`
      const found = profileFindings(model);
      findings.showProfile({ ...found, hints: Array.from({ length: 130 }, () => found.hints[0]) });
    `);
    const hints = panel(page).getByRole('listitem');
    await expect.poll(() => hints.count()).toBe(51);
    await button(page, 'Show 80 More').click();
    expect(await hints.count()).toBe(101);
    expect(await page.evaluate<boolean>('document.activeElement !== document.body')).toBe(true);
    await page.close();
  });
});

describe('variants', () => {
  it('stand with their figures against the original, and lead to models and reports', async () => {
    const opened = await openVariants();
    const { page } = opened;
    expect(await column(page, 'model')).toEqual(['model.int8.onnx', 'model.fp16.onnx', 'model.int8.onnx']);
    expect((await column(page, 'size'))[0]).toBe('690 kB (3.77× smaller)');
    expect(await column(page, 'latency')).toEqual([
      '1.1 ms, 2.68× faster (2.65 to 2.71)',
      '2.97 ms, as fast (0.993 to 1.02) (synthetic data)',
      '',
    ]);
    expect((await column(page, 'accuracy'))[0]).toBe('top-1 99.2 % → 98.8 %');
    expect(await panel(page).locator('.findings-warning').innerText()).toContain('broken.whittle-report.json');
    expect(await tab(page, 'Variants').getAttribute('aria-description')).toBe('3');
    expect(await isDisabled(page, 'Open Report')).toBe(true);
    await rows(page).nth(1).click();
    await button(page, 'Open Report').click();
    await button(page, 'Compare').click();
    await button(page, 'Benchmark…').click();
    await page.getByRole('grid').press('Enter');
    const named = { report: 'model.whittle-report.json', path: 'model.fp16.onnx' };
    expect(await requests(opened, 'openReport')).toEqual([{ report: named.report }]);
    expect(await requests(opened, 'openVariant')).toEqual([
      { ...named, how: 'beside' },
      { ...named, how: 'alone' },
    ]);
    const [{ variants }] = (await requests(opened, 'benchmark')) as readonly [
      { readonly variants: readonly unknown[] },
    ];
    expect(variants).toHaveLength(3);
    expect(variants).toContainEqual(named);
    await page.close();
  });

  it('come as reports are written, and go with them', async () => {
    const opened = await open();
    const { page, run } = opened;
    await tab(page, 'Variants').click();
    await panel(page).getByText('No variants yet.').waitFor();
    await run('beside.push(reports[0]); panel.renewVariants();');
    await expect.poll(() => rows(page).count()).toBe(2);
    await rows(page).nth(1).click();
    await run('beside.push(reports[1]); panel.renewVariants();');
    await expect.poll(() => rows(page).count()).toBe(3);
    expect(await panel(page).locator('tr.selected').count()).toBe(1);
    await run('beside.length = 0; panel.renewVariants();');
    await panel(page).getByText('No variants yet.').waitFor();
    await page.close();
  });
});

describe('on the page of a model', () => {
  const digits = { kind: 'file', path: digitsFile } as const;
  const file = openOnnx(digitsFile);
  const model = graphModelOf(file);
  file.close();
  const found = profileFindings(model, { synthetic: true });
  const drawn = (page: Page) => page.locator('.graph-legend-line').first().waitFor();

  it.each(['dark', 'light', 'hc'] as const)(
    'time colours the graph, is a column, and stands in the inspector, in %s',
    async (theme) => {
      let isMeasured = false;
      const { page, faults, notify, hideAndShow } = await openModelPage(browser, digits, {
        ...{ theme, mayRun: true },
        answers: {
          analysisSoFar: () => ({ layers: [], curvesSoFar: [], running: [], ...(isMeasured && { profile: found }) }),
          profileModel: () => {
            isMeasured = true;
            return found;
          },
          reportsBeside: () => reports,
        },
      });
      await drawn(page);
      await notify({ type: 'command', command: 'profile' });
      await page.locator('.graph-legend').getByText('Time').first().waitFor();
      await page
        .locator('.notice-status')
        .filter({ hasText: /nodes measured, .+ a run\. On synthetic data\. Hints: 3\./ })
        .waitFor();
      expect(await tab(page, 'Profile').getAttribute('aria-selected')).toBe('true');
      await rows(page).first().click();
      const inspector = page.getByRole('complementary', { name: 'Inspector' });
      await inspector
        .locator('.sensitivity-line')
        .filter({ hasText: /Takes .+ #1 of \d+ .+kernel Fused/ })
        .waitFor();
      await page.screenshot({ path: `.cache/screenshots/performance-${theme}-page.png` });
      expect(await seriousViolations(page)).toEqual([]);
      await tab(page, 'Layers').click();
      await page.getByRole('columnheader', { name: 'Time', exact: true }).waitFor();
      await hideAndShow();
      await page.locator('.graph-legend').getByText('Time').first().waitFor();
      // What runs as a part of another kernel leads to the node with which its time stands.
      const fused = found.profile.nodes.find(({ runs }) => runs === 'fused')!;
      await notify({ type: 'select', nodes: [fused.node] });
      await inspector.locator('.sensitivity-line').getByRole('button').click();
      await inspector.locator('.sensitivity-line').filter({ hasText: 'Takes' }).waitFor();
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  it('leaves a colour that a person chose, and says why nothing could be measured', async () => {
    let fails = true;
    const { page, notify, asked } = await openModelPage(browser, digits, {
      mayRun: true,
      answers: {
        profileModel: () => {
          if (fails) throw userError('extension.not-trusted', {});
          return found;
        },
      },
    });
    await drawn(page);
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'MACs' }).click();
    await notify({ type: 'command', command: 'profile' });
    await page.locator('.notices .remark').waitFor();
    await panel(page).getByText('No profile yet.').waitFor();
    fails = false;
    await button(page, 'Measure').click();
    await rows(page).first().waitFor();
    expect(await page.locator('.colour-choice').innerText()).toContain('MACs');
    await tab(page, 'Hints').click();
    await button(page, 'Quantize Statically…').click();
    await button(page, 'Analyze…').click();
    await page.getByRole('region', { name: 'Analyze Sensitivity' }).waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Benchmark…' }).click();
    await expect
      .poll(() => asked.filter(([name]) => name === 'remedy' || name === 'benchmark'))
      .toEqual([
        ['remedy', { action: 'quantize-static' }],
        ['benchmark', { variants: [] }],
      ]);
    await page.close();
  });
});
