import { benchmarkMessages } from '../benchmark.ts';
import { translation } from '../translation.ts';

export const benchmark = translation(benchmarkMessages, {
  'option.precision': '当每个比值的置信区间不宽于该比例时停止测量延迟',
  'option.seconds': '测量所有模型延迟的总秒数',
  'option.launches': '为每个模型依次启动的进程数',
  'option.batch-sizes': '测量吞吐量时使用的批大小',
  'option.thread-counts': '测量吞吐量时使用的线程数',
  'option.providers': '用于运行的执行提供程序，以逗号分隔',
  'option.spinning': '让运行时的空闲线程自旋',
  'option.profile': '测量每个节点所用的时间',
  'benchmark.process-not-started': '无法启动用于测量的进程：{reason}。请关闭其他程序。',
  'benchmark.process-out-of-memory': '内存不足以运行 {file}。请使用更小的输入，或关闭其他程序。',
  'benchmark.process-killed': '运行 {file} 的进程被系统终止，很可能是内存耗尽。请使用更小的输入，或关闭其他程序。',
  'benchmark.process-crashed':
    'onnxruntime 在 {provider} 上运行 {file} 时崩溃（{reason}）。如果再次发生，请附上模型报告此问题。',
  'benchmark.process-ended': '运行 {file} 的进程自行结束：{reason}。请重新测量。',
  'benchmark.process-silent': '{file} 在 {time} 内没有响应，已被终止。请使用更小的输入。',
  'benchmark.busy':
    '测量期间其他程序占用了 {share} 的处理器，因此置信区间比空闲机器上更宽，耗时更长。请关闭它们后重新测量。',
  'benchmark.imprecise': '时间不足：{file} 的比值只精确到 {width}，而要求的是 {precision}。请延长测量时间。',
  'benchmark.imprecise-latency': '时间不足：{file} 的延迟只精确到 {width}，而要求的是 {precision}。请延长测量时间。',
  'benchmark.one-launch':
    '每个模型只在一个进程中测量，因此置信区间不包含进程每次启动之间的差异，而这种差异可能达到百分之几。',
  'benchmark.not-idle': '测量其他模型时，{file} 的进程占用了一个处理器的 {share}，可能拖慢了它们。',
  'benchmark.governor':
    '系统为节能而降低了处理器频率（调速器“{governor}”），因此耗时可能偏长。请将其设为“performance”后重新测量。',
  'benchmark.provider-fallback':
    '{file} 的部分节点不在 {provider} 上运行：它不支持的节点会在没有提示的情况下改用 CPU。',

  'bench.stage-facts': '正在统计参数与 MACs',
  'bench.stage-accuracy': '正在比较输出',
  'bench.stage-profile': '正在测量各个节点',
  'bench.no-labels': '数据没有标签：精度表示与原始模型的差距，而不是回答正确的比例。',
  'bench.input-unknown': '{file} 有输入 {input}，而原始模型没有（其输入为 {inputs}）。请比较输入相同的模型。',
  'bench.input-type': '{file} 的输入 {input} 是 {type}，而在原始模型中是 {given}。请按原始模型的输入重新导出。',
  'bench.input-shape': '{file} 的输入 {input} 的形状是 {dims}，而在原始模型中是 {given}。请按原始模型的输入重新导出。',
  'bench.output-missing':
    '{file} 没有可与原始模型比较的输出 {output}（其输出为 {outputs}）。请按原始模型的输出重新导出。',
  'bench.batch-fixed': '{file} 固定了每次运行的样本数，或会反馈状态：无法一次运行 {count} 个样本。',
  'bench.profile-failed': '无法测量 {name} 的时间分布：{reason}',
});
