import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { format, message } from '../../protocol/messages/catalogue.ts';
import { readReport } from '../../protocol/result/readReport.ts';
import { outcomeOf } from './outcomeOf.ts';

it('says why a pruned result is below the floor', () => {
  const file = new URL('../../../test/fixtures/reports/belowFloor.json', import.meta.url);
  const { coverage: _, ...report } = readReport(readFileSync(file, 'utf8'), 'r');
  const warnings = [message('pruning.below-agreement', { reached: '16 %', required: '90 %' })];
  const { text } = outcomeOf({ ...report, warnings }, '/m/r.json', '/m/net.pruned.onnx');
  expect(format(text)).toMatch(/^net\.pruned\.onnx is BELOW THE FLOOR\. Only 16 %.*Take less away/s);
});

function outcome(name: string) {
  const file = new URL(`../../../test/fixtures/reports/${name}.json`, import.meta.url);
  return outcomeOf(readReport(readFileSync(file, 'utf8'), name), '/m/net.whittle-report.json', '/m/net.int8.onnx');
}

it('says size, speed and accuracy in one line', () => {
  const { text, belowFloor } = outcome('digits');
  expect(format(text)).toMatch(
    /^net\.int8\.onnx: 2\.55 MB → 696 kB \(3\.66× smaller\), [\d.]+× faster, top-1 99\.2 % → 99\.2 %$/,
  );
  expect(belowFloor).toBe(false);
});

it('says in the same breath that a result is below the floor, and why, before it says what was gained', () => {
  const { text, belowFloor } = outcome('belowFloor');
  expect(format(text)).toMatch(/^net\.int8\.onnx is BELOW THE FLOOR\. .*below the floor of.* smaller/s);
  expect(belowFloor).toBe(true);
});

it('says that figures rest on made-up samples', () => {
  expect(format(outcome('synthetic').text)).toMatch(/on synthetic data, accuracy unknown$/);
});
