import { expect, it } from 'vitest';
import { targetName } from './targetName.ts';

it.each([
  ['/layers.3/attn/MatMul', 'layers.3_attn_MatMul.npy'],
  ['a:b*c?"d"<e>|f\\g h\n', 'a_b_c_d_e_f_g_h.npy'],
  ['..', 'unnamed.npy'],
  ['', 'unnamed.npy'],
  ['x'.repeat(300), `${'x'.repeat(80)}.npy`],
])('makes of %j the name of a file', (name, file) => {
  expect(targetName(name, 'npy')).toBe(file);
});
