import { calibrateMessages } from '../calibrate.ts';
import { translation } from '../translation.ts';

export const calibrate = translation(calibrateMessages, {
  'calibrate.statistics-invalid': '{file} 中不是校准统计数据（{reason}）。请指定其他文件，或删除它以便重新生成。',
  'calibrate.not-json': '不是 JSON：{reason}',
  'calibrate.not-statistics': '不是张量的统计数据：{reason}',
  'calibrate.bounds-order': '上下界颠倒',
  'calibrate.bins': '有 {count} 个直方图区间',
  'calibrate.range-disagrees': '直方图与范围不一致',
  'calibrate.range-exceeds': '范围超出直方图',
  'calibrate.statistics-unwritable': '无法将统计数据写入 {file}（{reason}）。请换一个位置。',
  'calibrate.statistics-stale': '{file} 中的统计数据属于其他模型或其他数据，将重新生成并替换。',
  'calibrate.statistics-reused': '已从 {file} 读取 {count} 个张量的统计数据。',
});
