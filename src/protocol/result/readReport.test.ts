import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { UserError } from '../userError.ts';
import { readReport } from './readReport.ts';

const stored = readFileSync(new URL('../../../test/fixtures/reports/digits.json', import.meta.url), 'utf8');

function refusal(text: string): UserError['detail'] {
  try {
    readReport(text, 'a.whittle-report.json');
  } catch (error) {
    if (error instanceof UserError) return error.detail;
    throw error;
  }
  throw new Error('it was read');
}

it('reads what was written, numbers included that JSON does not have', () => {
  const text = stored.replace(/"sqnr": [\d.]+/, '"sqnr": "Infinity"');
  expect(text).not.toBe(stored);
  expect(readReport(text, 'a').accuracy?.outputs[0]?.sqnr).toBe(Infinity);
  expect(readReport(stored, 'a').output.path).toBe('digits.int8.onnx');
});

it.each([
  ['', 'page.report-empty'],
  [' \n', 'page.report-empty'],
  [stored.slice(0, 5000), 'page.report-not-json'],
  ['hello', 'page.report-not-json'],
  ['{}', 'page.report-foreign'],
  ['null', 'page.report-foreign'],
  ['[1]', 'page.report-foreign'],
  [stored.replace('"whittle-report"', '"other"'), 'page.report-foreign'],
])('says what %j is instead', (text, code) => {
  expect(refusal(text)).toMatchObject({ code, args: { file: 'a.whittle-report.json' } });
});

it('says that a newer version wrote it, before it says what it does not understand', () => {
  expect(refusal('{"format":"whittle-report","version":2,"news":true}')).toEqual({
    code: 'page.report-newer',
    args: { file: 'a.whittle-report.json', version: 2, readable: 1 },
  });
});

it('names the place that is wrong', () => {
  const report = JSON.parse(stored) as { coverage: { decisions: Record<string, unknown>[] } };
  report.coverage.decisions[3]!['precision'] = 'half';
  expect(refusal(JSON.stringify(report))).toMatchObject({
    code: 'page.report-invalid',
    args: { place: 'coverage.decisions[3].precision' },
  });
});
