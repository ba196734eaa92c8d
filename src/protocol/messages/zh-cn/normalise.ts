import { normaliseMessages } from '../normalise.ts';
import { translation } from '../translation.ts';

export const normalise = translation(normaliseMessages, {
  'normalise.gemm-bias':
    '“{node}”的偏置“{tensor}”形状为 [{dims}]，并非 {channels} 个输出各一个数。该层保持不变；如要量化，请以偏置向量导出。',
  'normalise.gemm-factor':
    '“{node}”的系数 {attribute} 作用于“{tensor}”，而后者在模型运行时才计算。该层保持不变；如要量化，请以 {attribute} = 1 导出。',
});
