import { describe, expect, it } from 'vitest';
import { UserError } from '../../../protocol/userError.ts';
import { parseNpyHeader } from './npyHeader.ts';

function parse(text: string): ReturnType<typeof parseNpyHeader> {
  return parseNpyHeader(text, 'file.npy');
}

function codeOf(text: string): string {
  try {
    parse(text);
  } catch (cause) {
    if (cause instanceof UserError) return cause.detail.code;
  }
  return 'accepted';
}

describe('parseNpyHeader', () => {
  it('reads what NumPy writes, and the keys in any order', () => {
    expect(parse("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }  \n")).toEqual({
      element: { type: 'float32', bytes: 4, bigEndian: false },
      dims: [3, 4],
      fortranOrder: false,
    });
    expect(parse('{"shape": (5L,), "fortran_order": True, "descr": ">i8"}')).toEqual({
      element: { type: 'int64', bytes: 8, bigEndian: true },
      dims: [5],
      fortranOrder: true,
    });
  });

  it('reads scalars, empty arrays and single bytes, which have no order', () => {
    expect(parse("{'descr': '|u1', 'fortran_order': False, 'shape': (), }").dims).toEqual([]);
    expect(parse("{'descr': '|b1', 'fortran_order': False, 'shape': (0, 3), }").dims).toEqual([0, 3]);
    expect(parse("{'descr': '>i1', 'fortran_order': False, 'shape': (2,), }").element.bigEndian).toBe(false);
  });

  it.each([
    ['', 'data.npy-malformed'],
    ['[]', 'data.npy-malformed'],
    ["{'fortran_order': False, 'shape': (2,), }", 'data.npy-malformed'],
    ["{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", 'data.npy-malformed'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': [2], }", 'data.npy-malformed'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", 'data.npy-malformed'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2, x), }", 'data.npy-malformed'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }", 'data.npy-malformed'],
    ["{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", 'data.npy-pickle'],
    ["{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 'data.npy-type'],
    ["{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", 'data.npy-type'],
    ["{'descr': '<f16', 'fortran_order': False, 'shape': (2,), }", 'data.npy-type'],
    ["{'descr': '<M8[s]', 'fortran_order': False, 'shape': (2,), }", 'data.npy-type'],
    ["{'descr': '<U0', 'fortran_order': False, 'shape': (2,), }", 'data.npy-type'],
  ])('refuses %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});
