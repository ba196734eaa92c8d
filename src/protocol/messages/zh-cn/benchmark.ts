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
  'benchmark.few-launches':
    '各模型的进程只启动了 {launches} 次，因此置信区间不包含每次启动之间的差异，而这种差异可能达到百分之几。请延长测量时间并启动更多进程。',
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

  'cli.bench': '将模型与其变体并排测量：延迟、内存、大小、MACs、精度。',
  'cli.bench-models': '原始 .onnx 文件，其后是它的变体',
  'cli.bench-group': '测量：',
  'cli.bench-option-output': '可在编辑器中打开的报告；请命名为 <name>.whittle-report.json',
  'cli.bench-option-json': '将报告写为 JSON；单独使用或使用 - 时，将结果写到标准输出',
  'cli.bench-option-markdown': '将报告写为 Markdown',
  'cli.bench-option-html': '将报告写为独立的网页',
  'cli.bench-option-csv': '将模型表格写为 CSV',
  'cli.bench-option-fail-if': '当某个变体符合此条件（例如 "p50>1.05x"）时以退出码 4 结束；可重复',
  'cli.bench-examples': `示例：
  whittle bench model.onnx
  whittle bench model.onnx model.int8.onnx --data test.npz
  whittle bench model.onnx a.onnx b.onnx --data test.npz --seconds 60 --html report.html
  whittle bench model.onnx model.int8.onnx --data test.npz --fail-if "p50>1.05x" --fail-if "top1<-0.5"
  whittle bench model.onnx --providers cpu,webgpu --batch-sizes 1,8 --thread-counts 1,2

--fail-if 的条件由度量、< > <= >= 之一和界限组成：
  度量  p50、p90、p99、session、firstRun、memory、throughput、size、macs、parameters、
        sparsity、top1、top5、agreement、sqnr，以及按名称引用的自定义指标
  界限  5ms、20MB、98%、30dB、100M    数值
        1.05x                         原始模型的倍数
        +10%                          与 1.1x 相同；不适用于比例
        -0.5、+2ms、+1MB              与原始模型之差，比例以百分点计
每个变体都会被判断；没有变体时判断模型本身。无法判断的情况（没有标签、变体失败）视为符合：
退出码为 4，并逐行说明原因。延迟 p50 只有在其 95 % 区间全部符合时才算符合条件，因此偶然波动
不会使构建失败；如果区间跨越界限且宽于 --precision 的两倍，则无法判断。其他数值没有区间，
按原值判断。`,
  'cli.bench-condition-invalid': '--fail-if "{condition}" 不是条件：{reason}',
  'cli.bench-condition-form': '请写出度量、< > <= >= 之一和界限，例如 "p50>1.05x"。',
  'cli.bench-measure-unknown': '没有度量 {name}。可用的有 {names}，以及由 --metric 指定的自定义指标。',
  'cli.bench-limit-signed-ratio': '以原始模型倍数表示的界限没有正负号：请写 1.05x 或 +5%。',
  'cli.bench-limit-ambiguous':
    '{name} 的 {value}% 可能是百分点，也可能是数值的一部分。百分点请写 {value}，或写类似 0.99x 的界限。',
  'cli.bench-limit-unit': '{name} 的界限使用以下单位之一：{units}。或与原始模型比较：1.05x。',
  'cli.bench-limit-number': '该界限不是可以计算的数。',
  'cli.bench-limit-relative': '{name} 已经是与原始模型的比较：请写数值，例如 99% 或 30dB。',
  'cli.bench-relative-alone': '它与原始模型比较，而没有变体。请给出第二个模型。',
  'cli.bench-no-latency': '没有测量',
  'cli.bench-no-throughput': '没有测量吞吐量（--batch-sizes、--thread-counts）',
  'cli.bench-no-macs': '无法统计',
  'cli.bench-no-agreement': '一致率需要真实数据和值为类别的输出',
  'cli.bench-no-sqnr': '没有可比较的数值输出',
  'cli.bench-no-metrics': '没有按标签测量：请提供带标签的数据（--data、--labels）',
  'cli.bench-no-metric': '没有这样的指标。可用的有：{metrics}',
  'cli.bench-no-original': '没有可比较的原始模型',
  'cli.bench-imprecise':
    '它介于 {low} 与 {high} 之间，跨越界限两侧。请测量更长时间（--seconds），或在更空闲的机器上测量',
  'cli.bench-met': '失败：{condition}。{name} 为 {value}。',
  'cli.bench-met-ratio': '失败：{condition}。{name} 的耗时是原始模型的 {ratio}（{low} 到 {high}）。',
  'cli.bench-met-beside': '失败：{condition}。{name} 为 {value}，原始模型为 {original}（{change}）。',
  'cli.bench-unjudged': '失败：无法对 {name} 判断 {condition}：{reason}',
  'cli.bench-times': '{ratio}',
  'cli.bench-value': '{value}',
  'cli.bench-value-interval': '{value}（{low} 到 {high}）',
  'cli.bench-none-met': '{conditions} 个条件，{models} 个模型：均不符合。',
});
