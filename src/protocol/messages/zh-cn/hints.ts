import { hintsMessages } from '../hints.ts';
import { translation } from '../translation.ts';

export const hints = translation(hintsMessages, {
  'hints.stage': '查找开销过大之处',
  'hints.unfused-pairs':
    '位于 DequantizeLinear 与 QuantizeLinear 之间的节点仍以浮点计算（{count} 个：{names}）：{reason}。',
  'hints.reason-float-only': '运行时没有对应的整数内核，因此它们前后的转换只会耗费时间',
  'hints.reason-is-output': '它们的结果同时是模型的输出，只能保持浮点',
  'hints.reason-float-readers': '读取其输出的节点并非都接受整数',
  'hints.reason-other-scales': '它们只搬移元素，如果输出与输入使用完全相同的缩放和零点常量，就可以直接搬移整数',
  'hints.reason-unknown': '类型、缩放或属性不符合整数内核的要求',
  'hints.unfused-pairs-remedy': '请用 Whittle 重新量化原始模型：它只在此运行时能变为整数内核的位置放置转换。',
  'hints.unfused-pairs-float-remedy': '不要量化这些节点：请用 Whittle 重新量化原始模型，它只在能节省时间的位置转换。',
  'hints.float-input': '卷积的权重是整数，但读取的是浮点数，因此以浮点计算（{count} 个：{names}）。',
  'hints.float-output': '卷积的权重和输入是整数，但其输出没有对所有读取者量化，因此以浮点计算（{count} 个：{names}）。',
  'hints.float-other': '卷积各处均已量化，却以浮点计算（{count} 个：{names}）：输入、权重、偏置与输出的类型不匹配。',
  'hints.float-convolutions-remedy': '请对原始模型重新做静态量化：卷积的输入、权重、偏置和输出都必须量化。',
  'hints.channels-unaligned': '卷积的通道数不能被 {alignment} 整除，无法使用快速内存布局（{count} 个：{names}）。',
  'hints.channels-padded': '卷积计算时通道被填充到 {block} 的倍数，其中相当一部分是零（{count} 个：{names}）。',
  'hints.channels-remedy': '如果由您训练模型，请选择能被 {block} 整除的通道数：稍多一些反而可能更快。',
  'hints.per-tensor-weights': '整数权重的所有通道共用一个缩放（{count} 个：{names}）：权重较小的通道舍入过多。',
  'hints.per-tensor-weights-remedy': '请用每个通道各自的缩放重新量化原始模型：更精确，速度相同。',
  'hints.dynamic-convolutions': '卷积采用动态量化，其内核通常比浮点内核慢数倍（{count} 个：{names}）。',
  'hints.dynamic-convolutions-remedy': '请用校准数据对原始模型做静态量化，或保持卷积不量化。',
  'hints.float-islands': '保持浮点的节点夹在整数节点之间，数值在其前后都要转换（{count} 个：{names}）。',
  'hints.float-islands-remedy': '请搜索混合精度：它会判断相邻节点是否也以不量化为好，从而省去转换。',
  'hints.signed-activations':
    '节点读取的数值量化为有符号整数，在 x64 处理器上它们因此以浮点计算（{count} 个：{names}）。',
  'hints.signed-activations-remedy': '请针对本机重新量化原始模型：激活将为无符号整数。',
  'hints.half-precision': '卷积或乘积为半精度，处理器计算它们比单精度慢，或需要前后转换（{count} 个：{names}）。',
  'hints.half-precision-remedy': '半精度适用于图形处理器。在本机上请以单精度运行模型，或将其量化为 8 位。',
  'hints.layout-changes': '运行时在每次运行中重新排列张量 {count} 次，占所有内核时间的 {share}，主要在 {names} 旁边。',
  'hints.layout-changes-remedy':
    '卷积有自己的内存布局，其间不支持该布局的算子会迫使重新排列。请尽可能换用支持它的算子（Relu、Sigmoid、MaxPool、AveragePool、同形状的 Add）。',
  'hints.transposes': 'Transpose 占所有内核时间的 {share}（{count} 个：{names}）。',
  'hints.transposes-remedy': '请按 ONNX 的通道在前方式导出模型并简化：相邻的 Transpose 会相互抵消。',
});
