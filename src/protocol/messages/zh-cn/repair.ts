import { repairMessages } from '../repair.ts';
import { translation } from '../translation.ts';

export const repair = translation(repairMessages, {
  'repair.no-matrix': '它不是带有已存储权重的卷积或矩阵乘法。',
  'repair.too-wide': '它有 {inputs} 个输入，输入矩将占用 {megabytes} MB；允许 {allowed} MB。',
  'repair.no-rows': '它在校准数据中没有遇到任何输入。',
  'repair.not-finite': '使用校准数据时，它出现了非有限的数值。',
  'repair.no-bias': '它没有可以补偿缺失部分的偏置。',

  'repair.needs-data': '重新拟合 {file} 的层需要样本。请提供校准数据，或将修复方式设为 bias 或 none。',
  'repair.stage-refit': '重新拟合各层',
  'repair.stage-bias': '校正偏置',
  'repair.refit': '失去输入并用最小二乘法重新拟合的层：{layers}。其输出误差占能量的比例平均从 {before} 降到 {after}。',
  'repair.bias': '偏置已补偿被移除通道平均贡献的层：{layers}。',
  'repair.norms': '均值和方差已随其输入调整的批归一化：{norms}。',
  'repair.no-data': '没有样本，因此没有重新拟合失去输入的层。',
  'repair.synthetic': '样本是生成的，因此没有在其上重新拟合失去输入的层。',
  'repair.bias-from-norms': '按其前面的批归一化推算，偏置已补偿被移除通道平均贡献的层：{layers}。',
  'repair.means-unknown': '失去输入但模型未给出这些输入均值的层：{layers}，其中第一个是 {first}。它们保持不变。',
  'repair.left': '层 {node} 没有重新拟合。{reason}',
});
