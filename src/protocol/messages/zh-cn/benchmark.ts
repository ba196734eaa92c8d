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
});
