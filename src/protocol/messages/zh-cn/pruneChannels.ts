import { pruneChannelsMessages } from '../pruneChannels.ts';
import { translation } from '../translation.ts';

export const pruneChannels = translation(pruneChannelsMessages, {
  'pruneChannels.finding': '正在查找哪些通道互相关联',
  'pruneChannels.ranking': '正在为通道排序',
  'pruneChannels.rounding': '正在测量本机上多少通道运行得快',
  'pruneChannels.removing': '正在移除通道',
  'pruneChannels.timing': '正在估计延迟',

  'pruneChannels.nothing':
    '“{file}”的任何通道都不能移除。{reasons}。请用其他方法缩小模型：剪枝单个权重、分解层或进行量化。',
  'pruneChannels.no-layers': '模型中没有以权重计算通道的层',
  'pruneChannels.inside': '它们在模型的分支、循环或函数内部计算',
  'pruneChannels.why': '{operator}（{layers}）：{reason}',
  'pruneChannels.why-and': '{first}；{next}',
  'pruneChannels.why-more': '{first}；以及另外 {more} 个原因',
  'pruneChannels.all-protected': '“{file}”中可以移除的通道全部受到保护：{reason}。请减少受保护的层。',
  'pruneChannels.samples-needed': '按激活值为通道排序需要样本。请提供校准数据，或选择其他准则。',

  'pruneChannels.no-weights': '无法读取这些通道的任何权重：视为同等重要',
  'pruneChannels.no-batch-norm': '没有批归一化：按权重的 L2 范数排序',
  'pruneChannels.no-activations': '无法测量这些通道的任何激活值：视为同等重要',
  'pruneChannels.limited': '限制要求至少保留 {channels} 个',
  'pruneChannels.at-limit': '限制不允许再移除任何一个',
  'pruneChannels.own-ratio': '自身的比例为 {percent} %',
  'pruneChannels.stays': '不移除任何通道：同样接近该比例的数目不会使各层的通道数成为 {multiple} 的倍数',
  'pruneChannels.rounded': '从 {target} 取整为 {channels}，使各层的通道数为 {multiple} 的倍数',
  'pruneChannels.measured': '从 {target} 取整为 {channels}，这在本机上测得最好',

  'pruneChannels.multiple-asked': '只要组足够大，通道数就是 {multiple} 的倍数。',
  'pruneChannels.multiple-measured': '通道数通过在本机上测量各层来选择；没有更好的选择时，取 {multiple} 的倍数。',
  'pruneChannels.multiple-partly': '没有时间测量所有层：部分通道数只取整为 {multiple} 的倍数。',
  'pruneChannels.unmatched-ratio': '“{glob}”的比例不适用于任何组：没有计算通道的层使用这样的名称。',
  'pruneChannels.made-up-shapes': '形状取自一个虚构的样本。',
  'pruneChannels.expected-time':
    '延迟为估计值：取一次性能分析中各层的时间，再按各层单独以较少通道运行的时间缩放（{measured} 个经过测量，{scaled} 个按工作量的比例缩放）。',
});
