import { pruningMessages } from '../pruning.ts';
import { translation } from '../translation.ts';

export const pruning = translation(pruningMessages, {
  'pruning.pass-channels': '去掉整个通道，使模型更小更快；有数据时用数据修复剩余部分',
  'pruning.pass-weights': '将单个权重置零，使文件更小',
  'pruning.pass-factorize': '在更快的地方，将层各替换为两个更小的层',
  'pruning.snippet-channels': '剪除通道',
  'pruning.snippet-channels-int8': '剪除通道，然后量化',
  'pruning.snippet-weights': '将权重置零',
  'pruning.snippet-factorize': '用更小的层替换层',

  'pruning.stage': '正在剪枝',
  'pruning.stage-factorize': '正在分解',
  'pruning.data-needed':
    '使用这些选项时，步骤 {pass} 要测量模型计算出的值，因此需要样本。请给出样本，或选择只看权重的选项。',
  'pruning.nothing-taken':
    '步骤 {pass} 在 {file} 中找不到可去掉的部分：{reason}。请选择其他选项，或在预览中查看每个层的说明。',
  'pruning.nothing-to-choose': '它没有此步骤所处理的那种层',
  'pruning.names-unmatched': '{file} 中没有名为 {names} 的层。请改正要处理的层的名称。',
  'pruning.name-unmatched': '没有名为 {name} 的层，而选项中提到了它。',
  'pruning.below-agreement':
    '只有 {reached} 的回答与原模型相同，低于下限 {required}。请少去掉一些，给出用于修复剩余部分的数据，或让敏感的层保持原样。',
  'pruning.below-sqnr':
    '输出与原模型相差太远：SQNR 为 {reached}，低于下限 {required}。请少去掉一些，给出用于修复剩余部分的数据，或让敏感的层保持原样。',
  'pruning.no-faster':
    '虽然 {share} 的 MACs 已去掉，结果在此机器上并没有可测的加速。也许需要去掉更多或其他的通道；请在性能分析中查看每个层的时间。',
  'pruning.no-smaller': '文件没有因为零权重而变小。',

  'pruning.channels': '通道',
  'pruning.channels-summary': '{groups} 组中有 {shrunk} 组失去通道：{before} → {after}。',
  'pruning.producers': '产生者',
  'pruning.consumers': '读取者',
  'pruning.channel-count': '通道数',
  'pruning.notes': '说明',
  'pruning.and': '{line}；{part}',
  'pruning.weights': '置零的权重',
  'pruning.weights-summary': '{layers} 个层的 {weights} 个权重中有 {zeros} 个为零，占 {share}。',
  'pruning.weight-count': '权重数',
  'pruning.zeros': '零',
  'pruning.error': '相对误差',
  'pruning.low-rank': '低秩',
  'pruning.low-rank-summary': '{layers} 个层中有 {applied} 个各变为两个更小的层。',
  'pruning.form': '形式',
  'pruning.form-product': '两个乘积',
  'pruning.form-channel': 'k×k，1×1',
  'pruning.form-spatial': 'k×1，1×k',
  'pruning.rank': '秩',
  'pruning.rank-of': '{full} 中的 {rank}',
  'pruning.time': '时间',
  'pruning.applied': '已替换',
  'pruning.yes': '是',
  'pruning.no': '否',
  'pruning.why': '原因',
  'pruning.layer': '层',
  'pruning.untouched': '保持原样',
  'pruning.rows-help': '方向键移动，右键和左键展开与折叠一行。',

  'pruning.summary-parameters': '参数',
  'pruning.summary-macs': 'MACs',
  'pruning.summary-zeros': '为零的权重',
  'pruning.expected-size': '大小（预计）',
  'pruning.expected-latency': '延迟（预计）',
  'pruning.less': '减少 {ratio}',
  'pruning.more': '增加 {ratio}',

  'cli.prune-scope': '每层去掉相同比例（通道的默认值），还是所有层一起排序（权重的默认值）',
  'cli.prune': '从模型中去掉通道或权重，将结果与原模型比较，并给出报告。',
  'cli.factorize': '将模型的层各替换为两个更小的层，比较，并给出报告。',
  'cli.prune-kind': '去掉什么：整个通道，或单个权重',
  'cli.prune-plan': '只说明会去掉什么、不会去掉什么及其原因，以及能节省多少；不写入任何内容',
  'cli.factorize-plan': '只说明哪些层会被替换以及能节省多少；不写入任何内容',
  'cli.plan-only': '没有写入任何内容。',
  'cli.group-prune': '剪枝：',
  'cli.group-prune-channels': '通道：',
  'cli.group-prune-weights': '权重（--kind weights）：',
  'cli.group-factorize': '分解：',
  'cli.examples-prune': `去掉整个通道使模型更小更快；有数据（--data）时，会用数据修复失去输入的层。
权重中的零只使文件变小：此运行时照样用它们计算。

示例：
  whittle prune model.onnx --plan
  whittle prune model.onnx --ratio 0.5 --data calibration.npz --evaluate test.npz
  whittle prune model.onnx --ratio 0.3 --scope model --exclude-nodes '/head/*'
  whittle prune model.onnx --kind weights --sparsity 0.9 --criterion reconstruction --data calibration.npz
  whittle prune model.onnx --kind weights --pattern 2:4`,
  'cli.examples-factorize': `示例：
  whittle factorize model.onnx --plan
  whittle factorize model.onnx --data calibration.npz --rank energy=0.95
  whittle factorize model.onnx --factorization svd --rank macs=0.5`,
});
