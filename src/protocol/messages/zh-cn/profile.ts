import { profileMessages } from '../profile.ts';
import { translation } from '../translation.ts';

export const profile = translation(profileMessages, {
  'profile.stage': '逐节点测量',
  'profile.option-json': '将全部结果写为 JSON；单独使用或为 - 时，将结果写到标准输出',
  'profile.option-csv': '写出各节点的表格',
  'cli.profile-command': '逐节点说明模型的时间花在哪里，以及哪些开销本可避免。',
  'cli.profile-examples': `示例：
  whittle profile model.onnx
  whittle profile model.onnx --data photos/ --threads 1
  whittle profile model.onnx --json profile.json --csv nodes.csv`,
  'cli.profile-heading': '{model}，{samples}：每次运行 {latency}（95 % 在 {low} 与 {high} 之间），{threads} 个线程',
  'cli.profile-sum': '其中内核占 {kernels}，即 {share}；其余花在内核之间。',
  'cli.profile-parts': '整数 {integer}，浮点 {float}，没有节点要求的开销 {overhead}。',
  'cli.profile-costliest': '最耗时的节点：',
  'cli.profile-by-operator': '按算子：',
  'cli.profile-by-group': '按分组：',
  'cli.profile-overhead': '开销：',
  'cli.profile-no-group': '（无分组）',
  'cli.profile-kind-layout': '内存布局',
  'cli.profile-kind-conversion': '转换',
  'cli.profile-kind-other': '其他',
  'cli.profile-column-node': '节点',
  'cli.profile-column-operator': '算子',
  'cli.profile-column-group': '分组',
  'cli.profile-column-kernel': '内核',
  'cli.profile-column-runs': '类型',
  'cli.profile-column-time': '时间',
  'cli.profile-column-share': '占比',
  'cli.profile-column-count': '节点数',
  'cli.profile-column-times': '次数',
  'cli.profile-column-kind': '用途',
  'cli.profile-column-intensity': 'MAC/字节',
  'cli.profile-integer': '整数',
  'cli.profile-float': '浮点',
  'cli.profile-hints': '本可避免的开销：',
  'cli.profile-no-hints': '没有发现本可避免的开销。',
  'cli.profile-up-to': '最多 {time}',
  'cli.profile-remedy-static': 'whittle quantize <原始模型> --data <校准数据>',
  'cli.profile-remedy-dynamic': 'whittle quantize <原始模型> --method dynamic',
  'cli.profile-remedy-mixed': 'whittle quantize <原始模型> --data <校准数据> --mixed',
  'cli.profile-remedy-analyze': 'whittle sensitivity <原始模型> --data <校准数据>',
});
