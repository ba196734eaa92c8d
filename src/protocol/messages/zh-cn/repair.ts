import { repairMessages } from '../repair.ts';
import { translation } from '../translation.ts';

export const repair = translation(repairMessages, {
  'repair.no-matrix': '它不是带有已存储权重的卷积或矩阵乘法。',
  'repair.too-wide': '它有 {inputs} 个输入，输入矩将占用 {megabytes} MB；允许 {allowed} MB。',
});
