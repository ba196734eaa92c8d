import { readerMessages } from '../reader.ts';
import { translation } from '../translation.ts';

export const reader = translation(readerMessages, {
  'reader.changed': '{file} 打开后被其他程序修改，所显示的内容已不是文件中的内容。请重新打开。',
  'reader.not-stored': '张量“{tensor}”在 {file} 中没有值：它在模型运行时计算得出。',
  'reader.no-numbers': '张量“{tensor}”包含文本或复数，没有统计数据。',
  'reader.out-of-memory':
    '读取 {file} 时内存不足：为使编辑器保持运行，查看最多可用 {megabytes} MB。请将模型分成多个部分导出。',
  'reader.ended': '读取 {file} 的程序意外结束（{reason}）。请重新打开该模型。',
});
