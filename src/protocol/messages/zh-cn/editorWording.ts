import { editorWording as english } from '../editorWording.ts';
import { translation } from '../translation.ts';

export const editorWording = translation(english, {
  'onnx.changed': '{file} 在打开后被其他程序修改。请重新开始以使用新版本。',
  'onnx.exists': '{file} 已存在。请换一个名称，或先删除它。',
  'recipe.data-needed':
    '静态量化要测量模型计算出的值，因此需要样本。请在“数据”中选择样本，或先选合成数据试试，或选择动态方法。',
  'verify.output-fails': '生成的模型无法运行，未予保留：{reason}请让其中提到的节点保持浮点，并将此作为缺陷报告。',
  'verify.below-agreement':
    '只有 {reached} 的答案与原模型相同，低于下限 {required}。请换一种观测器（entropy）、用更多或更好的数据，或让敏感节点保持浮点，再量化一次。',
  'verify.below-sqnr':
    '输出与原模型相差过大：SQNR 为 {reached}，低于下限 {required}。请换一种观测器（entropy）、用更多或更好的数据，或让敏感节点保持浮点，再量化一次。',
  'reason.dynamic-convolution': '动态量化会使卷积变慢：请改选静态方法',
  'quantize.nothing-integer': '{file} 中没有可以用整数运行的部分：{reason}。',
});
