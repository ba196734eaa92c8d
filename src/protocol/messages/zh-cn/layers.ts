import { layersMessages } from '../layers.ts';
import { translation } from '../translation.ts';

export const layers = translation(layersMessages, {
  'layers.label': '层',
  'layers.help':
    '方向键选择节点，按住 Shift 可选择多个，Ctrl+A 全选。Alt+↑ 转到其输入的来源，Alt+↓ 转到读取其输出的节点，Alt+← 和 Alt+→ 转到并列节点。Enter 打开检查器，/ 筛选，Esc 返回图形。',

  'layers.index': '#',
  'layers.operator': '算子',
  'layers.name': '名称',
  'layers.graph': '图',
  'layers.weight': '权重',
  'layers.type': '类型',
  'layers.shape': '形状',
  'layers.scalar': '标量',
  'layers.body': '{holder} · {attribute}',
  'layers.columns': '列',
  'layers.own-columns': '模型自身内容',
  'layers.figures': '数值',

  'layers.filter': '筛选：conv layer1、macs > 1M、operator = Conv',
  'layers.filter-label': '按算子、名称和形状筛选，或按列筛选，例如 macs > 1M',
  'layers.count': '{count} 个节点',
  'layers.count-one': '1 个节点',
  'layers.count-filtered': '{shown} / {count} 个节点',
  'layers.selected': '已选择 {count} 个',
  'layers.sum': '{figure} {sum}',
  'layers.sum-at-least': '{figure} ≥ {sum}',
  'layers.sums': '所示节点合计：{sums}。≥ 表示其中有节点没有数值。',
  'layers.sort-again': '重新排序',
  'layers.sort-again-hint': '排序之后又有新的数值。',
  'layers.empty': '此模型没有节点。',
  'layers.no-match': '没有与“{filter}”匹配的节点。',
  'layers.clear-filter': '清除筛选',

  'layers.unknown-column': '没有列“{column}”，现有的列：{columns}。若要查找文本本身，请加引号。',
  'layers.column-to-come': '“{column}”尚未得出。请在“列”中选择它以进行计算。',
  'layers.no-value': '“{condition}”缺少比较的值，应如 {example}。',
  'layers.no-column': '“{condition}”没有说明是哪一列，应如 {example}。',
  'layers.no-number': '“{value}”不是 {column} 的数值，请写成 {example}。',
  'layers.not-ordered': '{column} 是文本，不能用“{operator}”比较，请写成 {example}。',

  'layers.to-producer': '生产者 {position} / {count}：{node}',
  'layers.to-consumer': '消费者 {position} / {count}：{node}',
  'layers.to-sibling': '并列节点 {position} / {count}：{node}',
  'layers.no-producer': '没有节点写入它所读取的内容。',
  'layers.no-consumer': '没有节点读取它所写入的内容。',
  'layers.no-sibling': '没有其他节点与它读取自或写入到相同的节点。',
  'layers.neighbour-hidden': '筛选隐藏了 {node}。清除筛选即可转到该节点。',
  'layers.to-come': '正在计算 {figure}。',
});
