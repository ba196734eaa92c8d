import { contributionMessages } from '../contributions.ts';
import { translation } from '../translation.ts';

export const contributions = translation(contributionMessages, {
  'contribution.description': '让神经网络更小、更快：量化 ONNX 模型，并与原模型对比验证，无需 Python。',
  'contribution.command.quantize': '量化…',
  'contribution.command.inspect': '查看模型信息',
  'contribution.command.show-jobs': '显示任务',
  'contribution.command.show-log': '显示日志',
  'contribution.command.open-sample': '打开示例',
  'contribution.editor.model': 'Whittle 模型',
  'contribution.editor.report': 'Whittle 报告',
  'contribution.setting.jobs-concurrent': '同时运行的任务数。其余任务排队等待。',
  'contribution.setting.jobs-threads': '任务运行模型和测量速度时使用的线程数。`0` 表示物理核心数。',
  'contribution.setting.jobs-node': '用于运行任务的 Node 程序（20.11 或更高版本）的路径。留空则使用 VS Code 自带的。',
  'contribution.setting.floor-agreement': '与原模型答案相同的样本比例低于此值时，结果会被标记。`0.9` 表示 90 %。',
  'contribution.setting.floor-sqnr': '没有类别的结果，信号量化噪声比（dB）低于此值时会被标记。',
  'contribution.untrusted': '可以查看模型和报告。只有在受信任的工作区中才会运行模型，也才能量化模型和查看模型信息。',
  'contribution.virtual': '可以查看模型和报告。任务需要磁盘上的模型。',
});
