import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { pseudo } from './pseudo.ts';

describe('the pseudo-locale', () => {
  it.each([
    ['Open {file}', '⟦Ǿƥḗƞ {file}⟧'],
    ['', ''],
    ['Run `whittle coverage` now', '⟦Řŭƞ `whittle coverage` ƞǿẇ⟧'],
    ['Open ``digits.onnx``', '⟦Ǿƥḗƞ ``digits.onnx``⟧'],
    ['$(sync~spin) see #whittle.jobs.threads#', '⟦$(şẏƞƈ~şƥīƞ) şḗḗ #whittle.jobs.threads#⟧'],
    ['$(warning) low', '⟦$(warning) ŀǿẇ⟧'],
    ['One.\n\n[Open it](command:whittle.openSample)', '⟦Ǿƞḗ.⟧\n\n[⟦Ǿƥḗƞ īŧ⟧](command:whittle.openSample)'],
    ['See [the log](command:whittle.showLog).', '⟦Şḗḗ [ŧħḗ ŀǿɠ](command:whittle.showLog).⟧'],
  ])('makes %j into %j', (english, expected) => {
    expect(pseudo(english)).toBe(expected);
  });

  it('leaves every placeholder and no plain letter of a text beside them', () => {
    for (const [code, text] of Object.entries(catalogue)) {
      const placeholders = /\{\w+\}/g;
      expect(pseudo(text).match(placeholders), code).toEqual(text.match(placeholders));
      expect(
        pseudo(text).replace(/\{\w+\}|``[^`]*``|`[^`]*`|\]\([^)]*\)|\$\([\w-]+\)|#[\w.]+#/g, ''),
        code,
      ).not.toMatch(/[A-Za-z]/);
    }
  });
});
