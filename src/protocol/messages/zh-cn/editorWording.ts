import { editorWording as english } from '../editorWording.ts';
import { translation } from '../translation.ts';

export const editorWording = translation(english, {
  'onnx.changed': '{file} 在打开后被其他程序修改。请重新开始以使用新版本。',
  'onnx.exists': '{file} 已存在。请选择其他结果文件，或在那里选择同一文件以替换它。',
  'recipe.data-needed':
    '静态量化要测量模型计算出的值，因此需要样本。请在“数据”中选择样本（初次尝试可用合成数据），或选择动态方法。',
  'verify.output-fails':
    '生成的模型无法运行，未予保留：{reason}请重新量化，在“设置”中让其中提到的节点保持浮点，并将此作为缺陷报告。',
  'verify.below-agreement':
    '只有 {reached} 的答案与原模型相同，低于下限 {required}。请重新量化，选择更多或更好的数据，或在“设置”中换一种观测器（entropy），或让敏感节点保持浮点。',
  'verify.below-sqnr':
    '输出与原模型相差过大：SQNR 为 {reached}，低于下限 {required}。请重新量化，选择更多或更好的数据，或在“设置”中换一种观测器（entropy），或让敏感节点保持浮点。',
  'reason.dynamic-convolution': '动态量化会使卷积变慢：请改选静态方法',
  'quantize.nothing-integer': '{file} 中没有可以用整数运行的部分：{reason}。',
});
