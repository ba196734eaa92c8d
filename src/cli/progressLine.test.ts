import { describe, expect, it } from 'vitest';
import { message } from '../protocol/messages/catalogue.ts';
import { progressDisplay } from './progressLine.ts';

function streamOf(isTTY: boolean, columns = 80) {
  let text = '';
  return { isTTY, columns, write: (piece: string) => (text += piece), written: () => text };
}

const writing = message('stage.writing', {});
const timing = message('stage.timing', {});

describe('progress', () => {
  it('in a pipe is a line for each stage, without anything that only a terminal understands', () => {
    const stream = streamOf(false);
    const display = progressDisplay(stream);
    display.update({ stage: writing, fraction: 0.1 });
    display.update({ stage: writing, fraction: 0.3 });
    display.log(message('verify.larger', {}));
    display.update({ stage: timing, fraction: 0.5, secondsLeft: 61 });
    display.end();
    expect(stream.written().split('\n')).toEqual([
      ' 10 %  Writing the result',
      'The result is larger than the original.',
      ' 50 %  Measuring the speed  1 min 1 s left',
      '',
    ]);
    for (const control of ['\r', '\u001b']) expect(stream.written()).not.toContain(control);
  });

  it('on a terminal is one line that is drawn anew and taken away at the end', () => {
    const stream = streamOf(true);
    const display = progressDisplay(stream);
    display.update({ stage: writing, fraction: 0.5 });
    expect(stream.written()).toBe(`\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)}  50 %  Writing the result`);
    display.end();
    expect(stream.written().endsWith('\r\u001b[2K')).toBe(true);
    const length = stream.written().length;
    display.end();
    expect(stream.written()).toHaveLength(length);
  });

  it('on a narrow terminal never fills a second line', () => {
    const stream = streamOf(true, 30);
    progressDisplay(stream).update({ stage: writing, fraction: 1 });
    expect(Array.from(stream.written().replace('\r\u001b[2K', '')).length).toBeLessThan(30);
  });

  it('keeps what is logged above the line', () => {
    const stream = streamOf(true);
    const display = progressDisplay(stream);
    display.update({ stage: writing, fraction: 0 });
    const bar = stream.written().replace('\r\u001b[2K', '');
    display.log(message('verify.larger', {}));
    expect(stream.written().endsWith(`\r\u001b[2KThe result is larger than the original.\n${bar}`)).toBe(true);
  });
});
