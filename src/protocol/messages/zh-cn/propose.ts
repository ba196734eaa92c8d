import { proposeMessages } from '../propose.ts';
import { translation } from '../translation.ts';

export const propose = translation(proposeMessages, {
  'propose.work': '{share} 的乘法运算',
  'propose.work-estimated': '约 {share} 的乘法运算',
  'propose.static-convolutions': '卷积占{work}，只有静态量化能让它们更快。',
  'propose.static-only': '对于此模型的计算，只有静态量化有整数内核。',
  'propose.dynamic-products': '矩阵乘法占{work}。动态量化能让它们与静态量化一样快，更接近原模型，而且不需要数据。',
  'propose.dynamic-operator': '{operator} 占{work}，只有动态量化能让它变为整数运算。',
  'propose.dynamic-only': '对于此模型的计算，只有动态量化有整数内核。',
  'propose.preset': '{reason}预设 {preset}。',

  'propose.data-chosen': '由你选择，与模型相符。',
  'propose.beside': '在模型旁边，与模型相符。',
  'propose.calibration': '在模型旁边，按名称用于校准，与模型相符。',
  'propose.evaluation': '按名称用于评估，因此留作比较。',
  'propose.other-evaluation': '按名称用于评估，最好不要用来校准。',
  'propose.only-evaluation': '按名称用于评估，但没有其他数据：留出其中一部分用于比较。',
  'propose.image-preset': '像素按 {preset} 归一化，这是此类输入的惯例：如果模型训练时不同，请更改。',
  'propose.folder-labels': '以文件夹作为类别。',
  'propose.sentences': '{first}{second}',
});
