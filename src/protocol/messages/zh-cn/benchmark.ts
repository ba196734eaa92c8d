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
});
