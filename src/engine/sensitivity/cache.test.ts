import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Message } from '../../protocol/messages/message.ts';
import { real } from '../../protocol/result/real.ts';
import { type CacheLimits, ResultCache } from './cache.ts';

const schema = z.object({ name: z.string(), sqnr: real });
const keyOf = (digit: number): string => digit.toString(16).repeat(64).slice(0, 64);
const result = { name: 'a', sqnr: Infinity };

let folder: string;
let logged: Message[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'whittle-cache-'));
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (limits?: CacheLimits, at = folder) =>
  new ResultCache(at, schema, (message) => logged.push(message), limits);
const fileOf = (digit: number): string => path.join(folder, `${keyOf(digit)}.json`);
const age = (file: string, seconds: number): void => {
  const then = new Date(Date.now() - 1000 * seconds);
  utimesSync(file, then, then);
};

describe('a cache', () => {
  it('gives again what was kept, and nothing else', () => {
    open(undefined, path.join(folder, 'new', 'one')).write(keyOf(1), result);
    const again = open(undefined, path.join(folder, 'new', 'one'));
    expect(again.read(keyOf(1))).toEqual(result);
    expect(again.read(keyOf(2))).toBeUndefined();
    expect(logged).toEqual([]);
    expect(readdirSync(path.join(folder, 'new', 'one'))).toEqual([`${keyOf(1)}.json`]);
  });

  it('passes over what is damaged, foreign, of another key or too large, and says so', () => {
    const cache = open({ entries: 9, bytes: 1000 });
    cache.write(keyOf(1), result);
    truncateSync(fileOf(1), 20);
    writeFileSync(fileOf(2), '');
    writeFileSync(fileOf(3), '[1, 2]');
    writeFileSync(fileOf(4), JSON.stringify({ key: keyOf(4), result: { name: 7 } }));
    cache.write(keyOf(5), result);
    writeFileSync(fileOf(6), readFileSync(fileOf(5)));
    writeFileSync(fileOf(7), JSON.stringify({ key: keyOf(7), result: { ...result, name: 'x'.repeat(2000) } }));
    mkdirSync(fileOf(8));
    for (const digit of [1, 2, 3, 4, 6, 7, 8]) expect(cache.read(keyOf(digit)), `${digit}`).toBeUndefined();
    expect(logged.map(({ code }) => code)).toEqual(Array.from({ length: 7 }, () => 'sensitivity.cache-unreadable'));
    expect(cache.read(keyOf(5))).toEqual(result);
  });

  it('takes what is damaged away when there is a new result', () => {
    writeFileSync(fileOf(1), '{"key": ');
    open().write(keyOf(1), result);
    expect(open().read(keyOf(1))).toEqual(result);
  });

  it('keeps so many entries, and lets go of those that were not used for the longest time', () => {
    const cache = open({ entries: 3, bytes: 1e6 });
    for (const digit of [1, 2, 3]) {
      cache.write(keyOf(digit), result);
      age(fileOf(digit), 100 - digit);
    }
    cache.read(keyOf(1));
    cache.write(keyOf(4), result);
    expect(readdirSync(folder).sort()).toEqual([1, 3, 4].map((digit) => `${keyOf(digit)}.json`));
  });

  it('keeps so many bytes, and nothing that is larger than all of them', () => {
    const large = { name: 'x'.repeat(400), sqnr: 1 };
    const cache = open({ entries: 100, bytes: 1200 });
    for (const digit of [1, 2, 3]) {
      cache.write(keyOf(digit), large);
      age(fileOf(digit), 100 - digit);
    }
    expect(readdirSync(folder).sort()).toEqual([2, 3].map((digit) => `${keyOf(digit)}.json`));
    cache.write(keyOf(4), { name: 'x'.repeat(2000), sqnr: 1 });
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('leaves alone what is not its own, and takes away what a killed process began', () => {
    const own = `.${keyOf(2)}.json.1@host.0123abcd.part`;
    const fresh = `.${keyOf(3)}.json.1@host.0123abcd.part`;
    for (const name of ['notes.txt', own, fresh]) writeFileSync(path.join(folder, name), 'x');
    for (const name of ['notes.txt', own]) age(path.join(folder, name), 86_400);
    open({ entries: 1, bytes: 1e6 }).write(keyOf(1), result);
    expect(readdirSync(folder).sort()).toEqual([fresh, `${keyOf(1)}.json`, 'notes.txt'].sort());
  });

  it('never fails: a place where nothing can be is told, and that is all', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    for (const at of [file, path.join(file, 'below')]) {
      const cache = open(undefined, at);
      expect(cache.read(keyOf(1))).toBeUndefined();
      cache.write(keyOf(1), result);
    }
    expect(logged.map(({ code }) => code)).toEqual(['sensitivity.cache-unwritable', 'sensitivity.cache-unwritable']);
  });
});
