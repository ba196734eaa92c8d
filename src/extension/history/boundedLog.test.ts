import { expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import { BoundedLog, linesBeforeCut } from './boundedLog.ts';

function filled(lines: number): BoundedLog {
  const log = new BoundedLog();
  for (let second = 0; second < lines; second++) log.add({ seconds: second, text: message('stage.opening', {}) });
  return log;
}

it('keeps a log as it is', () => {
  expect(filled(300).lines.map(({ seconds }) => seconds)).toEqual(Array.from({ length: 300 }, (_, index) => index));
  expect(filled(300).leftOut).toBe(0);
});

it('leaves the middle of an endless one out, and says how much', () => {
  const log = filled(100_000);
  const seconds = log.lines.map((line) => line.seconds);
  expect(seconds).toHaveLength(300);
  expect(seconds.slice(0, linesBeforeCut)).toEqual(Array.from({ length: linesBeforeCut }, (_, index) => index));
  expect(seconds.at(-1)).toBe(99_999);
  expect(log.leftOut + seconds.length).toBe(100_000);
});
