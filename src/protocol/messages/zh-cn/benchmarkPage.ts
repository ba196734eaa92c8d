import { benchmarkPageMessages } from '../benchmarkPage.ts';
import { translation } from '../translation.ts';

export const benchmarkPage = translation(benchmarkPageMessages, {
  'benchmarkPage.variant-gone': '报告已更改，其中不再包含此模型。',
  'benchmarkPage.changed': '文件已更改，现在是另一种报告。请重新打开。',
});
