import { describe, expect, it } from 'vitest';
import { styleFor } from './style.ts';
import { table } from './table.ts';

const plain = styleFor({ isTTY: false });

describe('a table', () => {
  it('lines up text on the left and numbers on the right, by letters', () => {
    const columns = [{ heading: '' }, { heading: 'before', align: 'right' }, { heading: 'change' }] as const;
    const rows = [
      ['size', '2.55 MB', '3.66× smaller'],
      ['latency', '870 µs', ''],
    ];
    expect(table(columns, rows, plain).split('\n')).toEqual([
      '          before  change',
      'size     2.55 MB  3.66× smaller',
      'latency   870 µs',
    ]);
  });

  it('has no line of headings where there are none, and none but headings where it is empty', () => {
    expect(table([{ heading: '' }], [['x']], plain)).toBe('x');
    expect(table([{ heading: 'node' }], [], plain)).toBe('node');
  });
});

describe('colours', () => {
  it('are for terminals that have them, unless they are unwanted', () => {
    const terminal = { isTTY: true, hasColors: () => true };
    expect(styleFor(terminal).bad('x')).toBe('\u001b[31mx\u001b[39m');
    expect(styleFor({ isTTY: true, hasColors: () => false }).bad('x')).toBe('x');
    expect(plain.bad('x')).toBe('x');
    process.env['NO_COLOR'] = '1';
    try {
      expect(styleFor(terminal).bad('x')).toBe('x');
    } finally {
      delete process.env['NO_COLOR'];
    }
  });
});
