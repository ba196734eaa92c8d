import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import { UserError } from '../../protocol/userError.ts';
import type { HistoryEntry } from './historyEntry.ts';
import { HistoryStore } from './historyStore.ts';
import { entry, idAt } from './testing/entries.ts';

let folder: string;
let store: HistoryStore;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'whittle-history-')), 'history');
  store = new HistoryStore(folder);
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const fileOf = (id: string): string => path.join(folder, `${id}.json`);
const ids = async (): Promise<readonly string[]> => (await store.list()).entries.map((each) => each.entry.id);
const reasons = async () =>
  Object.fromEntries((await store.list()).skipped.map(({ file, reason }) => [file, reason.code]));

describe('what is kept', () => {
  it('is read as it was written, the latest first, by another window too', async () => {
    for (const minutes of [5, 1, 9]) store.write(entry({ id: idAt(minutes) }));
    expect(await ids()).toEqual([9, 5, 1].map((minutes) => idAt(minutes)));
    const { entries, skipped } = await new HistoryStore(folder).list();
    expect(skipped).toEqual([]);
    expect(entries[0]).toEqual({ entry: entry({ id: idAt(9) }), isRunning: false });
  });

  it('is nothing where nothing was written, and no error', async () => {
    expect(await store.list()).toEqual({ entries: [], skipped: [] });
    await store.clear();
    await store.prune();
  });

  it('is one entry a job, however often it is written', async () => {
    store.write(entry({ state: 'running' }));
    expect((await store.list()).entries[0]?.isRunning).toBe(true);
    store.write(entry({ state: 'failed' }));
    expect((await store.list()).entries.map(({ entry: { state } }) => state)).toEqual(['failed']);
  });

  it('keeps numbers that JSON does not have as text', async () => {
    const log = [{ seconds: 1, text: message('history.name', { name: Infinity }) }];
    store.write(entry({ log }));
    expect((await store.list()).entries[0]?.entry.log[0]?.text.args).toEqual({ name: 'Infinity' });
  });

  it('is removed one by one, and never a file outside', async () => {
    for (const minutes of [1, 2]) store.write(entry({ id: idAt(minutes) }));
    const outside = path.join(path.dirname(folder), 'outside.json');
    writeFileSync(outside, '{}');
    await store.remove([idAt(1), '../outside', idAt(7)]);
    expect(await ids()).toEqual([idAt(2)]);
    expect(readFileSync(outside, 'utf8')).toBe('{}');
  });

  it('is cleared but for jobs that run and files of others', async () => {
    store.write(entry({ id: idAt(1) }));
    store.write(entry({ id: idAt(2), state: 'running' }));
    writeFileSync(fileOf(idAt(3)), 'damaged');
    writeFileSync(path.join(folder, 'mine.json'), '{}');
    await store.clear();
    expect(readdirSync(folder).sort()).toEqual([`${idAt(2)}.json`, 'mine.json']);
  });
});

describe('a job that is said to run', () => {
  const running = (change: Partial<HistoryEntry> = {}) => entry({ state: 'running', ...change });
  const isRunning = async () => (await store.list()).entries[0]?.isRunning;

  it('runs no longer where its process is gone', async () => {
    store.write(running({ owner: { ...entry().owner, pid: 2 ** 22 + 1 } }));
    expect(await isRunning()).toBe(false);
  });

  it('runs no longer where nobody touched its entry for minutes, also on another machine, and runs where somebody did', async () => {
    store.write(running({ owner: { pid: 1, host: 'elsewhere' } }));
    expect(await isRunning()).toBe(true);
    const before = new Date(Date.now() - 300_000);
    utimesSync(fileOf(entry().id), before, before);
    expect(await isRunning()).toBe(false);
    store.touch(entry().id);
    expect(await isRunning()).toBe(true);
  });
});

describe('what cannot be read', () => {
  it('is skipped with the reason, and hides nothing else', async () => {
    store.write(entry({ id: idAt(1) }));
    const whole = readFileSync(fileOf(idAt(1)), 'utf8');
    const put = (minutes: number, text: string): void => writeFileSync(fileOf(idAt(minutes)), text);
    put(2, '');
    put(3, whole.slice(0, whole.length / 2));
    put(4, '{"format":"whittle-report"}');
    put(5, whole);
    put(6, JSON.stringify({ ...entry({ id: idAt(6) }), version: 2 }));
    put(7, JSON.stringify({ ...entry({ id: idAt(7) }), state: 'asleep' }));
    put(8, '['.repeat(100_000));
    put(9, '\u0000'.repeat(50));
    store.write(entry({ id: idAt(10) }));
    truncateSync(fileOf(idAt(10)), 400_000);
    mkdirSync(fileOf(idAt(11)));
    symlinkSync('/dev/zero', fileOf(idAt(12)));
    put(13, 'null');
    expect(await ids()).toEqual([idAt(1)]);
    const expected = {
      2: 'empty',
      3: 'unreadable',
      4: 'foreign',
      5: 'foreign',
      6: 'newer',
      7: 'invalid',
      8: 'unreadable',
      9: 'unreadable',
      10: 'huge',
      11: 'foreign',
      12: 'foreign',
      13: 'foreign',
    };
    const wanted = Object.entries(expected).map(([minutes, why]) => [
      `${idAt(Number(minutes))}.json`,
      `history.skipped-${why}`,
    ]);
    expect(await reasons()).toEqual(Object.fromEntries(wanted));
  });

  it('may nest as deep as it likes', async () => {
    store.write(entry());
    let text = '"end"';
    for (let depth = 0; depth < 8000; depth++) text = `{"code":"a","args":{"a":${text}}}`;
    writeFileSync(
      fileOf(idAt(1)),
      JSON.stringify(entry({ id: idAt(1) })).replace(/"headline":\{[^}]*\}\}/, `"headline":${text}`),
    );
    const { entries, skipped } = await store.list();
    expect(entries.length + skipped.length).toBe(2);
    expect(entries.at(-1)?.entry.id).toBe(entry().id);
  });

  it('is read again when it was mended', async () => {
    mkdirSync(folder);
    writeFileSync(fileOf(entry().id), 'damaged');
    expect((await store.list()).skipped).toHaveLength(1);
    store.write(entry());
    expect(await store.list()).toMatchObject({ entries: [{ isRunning: false }], skipped: [] });
  });
});

describe('bounds', () => {
  const limits = { entries: 5, bytes: 20_000, entryBytes: 4000 };

  beforeEach(() => {
    store = new HistoryStore(folder, limits);
  });

  it('leave the latest entries, and those that run', async () => {
    store.write(entry({ id: idAt(0), state: 'running' }));
    for (let minutes = 1; minutes <= 9; minutes++) store.write(entry({ id: idAt(minutes) }));
    await store.prune();
    expect(await ids()).toEqual([9, 8, 7, 6, 5, 0].map((minutes) => idAt(minutes)));
  });

  it('count bytes too', async () => {
    const long = 'x'.repeat(2500);
    for (let minutes = 1; minutes <= 5; minutes++) {
      store.write(entry({ id: idAt(minutes), headline: message('history.name', { name: long }) }));
    }
    store = new HistoryStore(folder, { ...limits, bytes: 10_000 });
    await store.prune();
    const left = await ids();
    expect(left[0]).toBe(idAt(5));
    expect(left.length).toBeGreaterThan(1);
    expect(left.length).toBeLessThan(5);
  });

  it('remove what a dead process left half-written', async () => {
    mkdirSync(folder);
    const host = entry().owner.host;
    writeFileSync(path.join(folder, `.${idAt(1)}.json.${2 ** 22 + 1}@${host}.01234567.part`), '{');
    await store.prune();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [
      'a job with a hundred thousand names',
      { job: { names: Array.from({ length: 1000 }, (_, index) => `node ${index}`) } },
    ],
    [
      'a log of novels',
      {
        log: Array.from({ length: 50 }, () => ({
          seconds: 1,
          text: message('history.name', { name: 'x'.repeat(200) }),
        })),
      },
    ],
    ['endless warnings', { warnings: Array.from({ length: 500 }, () => message('history.synthetic', {})) }],
  ])('cut %s, and keep what came of it', async (_, change) => {
    store.write(entry(change));
    const { entries, skipped } = await store.list();
    expect(skipped).toEqual([]);
    expect(entries[0]?.entry).toMatchObject({ state: 'done', files: entry().files });
    expect(entries[0]?.entry.job).toBeUndefined();
    expect(JSON.stringify(entries[0]?.entry.warnings)).toContain('history.job-left-out');
  });
});

describe('several writers', () => {
  it('each keep all of theirs, while others list and remove', async () => {
    const stores = Array.from({ length: 4 }, () => new HistoryStore(folder));
    const listings: Promise<unknown>[] = [];
    await Promise.all(
      stores.map(async (each, window) => {
        for (let minutes = 0; minutes < 20; minutes++) {
          each.write(entry({ id: idAt(minutes, `2026030${window + 1}`) }));
          listings.push(each.list(), each.prune());
          await new Promise(setImmediate);
        }
      }),
    );
    await Promise.all(listings);
    const { entries, skipped } = await store.list();
    expect(skipped).toEqual([]);
    expect(entries).toHaveLength(80);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

it('says in words where a file stands in the place of the folder', () => {
  writeFileSync(folder, '');
  expect(() => store.write(entry())).toThrow(UserError);
});
