import { describe, expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import { format } from '../../protocol/messages/wording.ts';
import { entryDetails } from './entryDetails.ts';
import type { EntryState, HistoryEntry } from './historyEntry.ts';
import type { DetailNode, HistoryNode } from './historyNode.ts';
import { rootNodes } from './historyTree.ts';
import { LiveJob } from './liveJob.ts';
import { nodeContent } from './nodeContent.ts';
import { optionLines } from './optionLines.ts';
import { entry, idAt } from './testing/entries.ts';

const nothing = { live: [], entries: [], skipped: 0, problem: undefined };
const showing = { now: new Date(2026, 2, 2, 12), language: 'en' };
const stored = (change: Partial<HistoryEntry> = {}, isRunning = false) => ({ entry: entry(change), isRunning });
const localTime = (day: number, hour: number): string => new Date(2026, 2, day, hour).toISOString();

function lines(nodes: readonly HistoryNode[]): readonly string[] {
  return nodes.map((node) => {
    const { label, description } = nodeContent(node, showing);
    return [label, ...(description === undefined ? [] : [description])].map((text) => format(text)).join(' | ');
  });
}

function live(isRunning: boolean, fraction?: number): LiveJob {
  const progress =
    fraction === undefined ? undefined : { stage: message('stage.opening', {}), fraction, secondsLeft: 65 };
  const job = { kind: 'providers', run: { seed: 0 } } as const;
  return new LiveJob(message('job.quantize', { file: 'a.onnx' }), job, {
    ...{ title: message('job.quantize', { file: 'a.onnx' }), progress, isRunning },
    cancel: () => undefined,
  });
}

describe('the top of the view', () => {
  it('has nothing where nothing was done', () => {
    expect(rootNodes(nothing)).toEqual([]);
  });

  it('has jobs that go on first, then days, the latest first, and last what was skipped', () => {
    const entries = [stored({ id: idAt(9), began: localTime(2, 9) }), stored({ id: idAt(8), began: localTime(2, 1) })];
    const older = [stored({ id: idAt(3), began: localTime(1, 23) }), stored({ id: idAt(1), began: localTime(0, 5) })];
    const problem = message('system.no-space', {});
    const nodes = rootNodes({
      ...{ live: [live(true, 0.456), live(false)], skipped: 2, problem },
      entries: [...entries, ...older],
    });
    expect(lines(nodes)).toEqual([
      expect.stringContaining('kept only until the window is closed'),
      'Quantizing a.onnx | 45 % · Reading the model',
      'Quantizing a.onnx | Waiting for another job',
      'Today | 2',
      'Yesterday | 1',
      'Saturday, February 28, 2026 | 1',
      expect.stringContaining('cannot be read: 2'),
    ]);
    expect(new Set(nodes.map((node) => nodeContent(node, showing).id)).size).toBe(nodes.length);
  });

  it('shows a job of this window once, though its entry is on the disk', () => {
    const job = live(true);
    const nodes = rootNodes({ ...nothing, live: [job], entries: [stored({ id: job.id, state: 'running' }, true)] });
    expect(nodes.map(({ kind }) => kind)).toEqual(['live']);
  });
});

describe('an entry', () => {
  const node = (change: Partial<HistoryEntry> = {}, isRunning = false): HistoryNode => {
    const [day] = rootNodes({ ...nothing, entries: [stored(change, isRunning)] });
    if (day?.kind !== 'day') throw new Error('no day');
    return day.entries[0]!;
  };

  it('says what was done, when, and what came of it', () => {
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(new Date(2026, 2, 2, 9));
    expect(lines([node({ began: localTime(2, 9) })])).toEqual([`Quantize digits.onnx | ${time} · 3.9× smaller`]);
    expect(
      nodeContent(node(), showing)
        .tooltip?.map((text) => format(text))
        .join('\n'),
    ).toMatch(/Quantize digits\.onnx\nDone, .* took 4 s\n3\.9× smaller\n\/models\/digits\.onnx/);
  });

  it.each<[EntryState, Partial<HistoryEntry>, boolean, string]>([
    ['done', {}, false, 'pass'],
    ['done', { flagged: true }, false, 'warning'],
    ['failed', { state: 'failed' }, false, 'error'],
    ['cancelled', { state: 'cancelled' }, false, 'circle-slash'],
    ['running', { state: 'running' }, true, 'sync'],
    ['interrupted', { state: 'running' }, false, 'debug-disconnect'],
  ])('that is %s is seen by its icon: %o', (state, change, isRunning, icon) => {
    const shown = node(change, isRunning);
    expect(shown).toMatchObject({ state });
    expect(nodeContent(shown, showing).icon).toBe(icon);
  });

  it('tells menus what can be done with it', () => {
    const context = (change: Partial<HistoryEntry> = {}, isRunning = false): string =>
      nodeContent(node(change, isRunning), showing).context;
    expect(context()).toBe('entry done result report comparable repeatable');
    expect(context({ files: [{ role: 'model', path: 'a' }], job: undefined })).toBe('entry done');
    const variant = { role: 'variant', path: 'b' } as const;
    expect(context({ files: [{ role: 'model', path: 'a' }, variant] })).toContain('comparable');
    expect(context({ files: [{ role: 'model', path: 'a' }, variant, variant] })).not.toContain('comparable');
    expect(context({ state: 'running' }, true)).toBe('entry elsewhere');
  });

  it('has its figures, warnings, files, options and log below it, each its own', () => {
    const below = entryDetails(entry({ warnings: [message('history.synthetic', {})] }));
    expect(lines(below)).toEqual([
      'size | 1 MB → 256 kB',
      'Measured on synthetic data.',
      'Model | digits.onnx',
      'Result | digits.int8.onnx',
      'Report | digits.int8.whittle-report.json',
      'Options',
      'Log',
    ]);
    const all = (nodes: readonly DetailNode[]): readonly string[] =>
      nodes.flatMap(({ id, children }) => [id, ...all(children ?? [])]);
    expect(new Set(all(below)).size).toBe(all(below).length);
    expect(lines(below.find(({ label }) => label.code === 'history.options')?.children ?? [])).toEqual([
      'run.seed | 0',
    ]);
  });

  it('that failed says why first', () => {
    const reason = message('history.file-gone', { file: 'a.onnx' });
    expect(lines(entryDetails(entry({ state: 'failed', headline: reason })))[0]).toBe('a.onnx is no longer there.');
  });

  it('says where lines of its log were left out', () => {
    const log = Array.from({ length: 150 }, (_, second) => ({ seconds: second, text: message('stage.opening', {}) }));
    const shown = entryDetails(entry({ log, logLeftOut: 1000 })).at(-1)?.children ?? [];
    expect(shown).toHaveLength(151);
    expect(lines(shown)[100]).toBe('1000 lines left out');
  });
});

describe('options', () => {
  it('are named by their place, lists of values in one line', () => {
    const job = {
      kind: 'x',
      model: 'm',
      recipe: { passes: [{ pass: 'p', options: { names: ['a', 'b'], none: [] } }] },
    };
    expect(optionLines(job)).toEqual([
      { name: 'recipe.passes.0.pass', value: 'p' },
      { name: 'recipe.passes.0.options.names', value: 'a, b' },
      { name: 'recipe.passes.0.options.none', value: '' },
    ]);
  });

  it.each([undefined, null, 'text', 7])('of %j are none', (job) => {
    expect(optionLines(job)).toEqual([]);
  });

  it('are bounded, however many, long and deep they are', () => {
    const wide = optionLines(
      Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`o${index}`, 'x'.repeat(5000)])),
    );
    expect(wide.length).toBeLessThan(100);
    expect(Math.max(...wide.map(({ value }) => value.length))).toBeLessThan(200);
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(optionLines({ deep })).toEqual([]);
  });
});
