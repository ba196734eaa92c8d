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
  'propose.preset': '面向本机（{preset}）。{reason}',
  'propose.data-chosen': '{count} 个样本，由你选择。',
});
