import { translation } from '../translation.ts';
import { workerMessages } from '../worker.ts';

export const worker = translation(workerMessages, {
  'worker.out-of-memory': '任务内存不足，已停止。请使用更小的输入或批次，或关闭其他程序。',
  'worker.killed': '任务被系统终止，很可能是内存不足。请使用更小的输入或批次，或关闭其他程序。',
  'worker.crashed':
    'onnxruntime 崩溃（{reason}），任务随之终止。没有写入任何内容。如果该模型再次出现此问题，请附上模型报告。',
  'worker.ended': '后台进程在任务完成前结束（{reason}）。没有写入任何内容。请重试。',
  'worker.not-started':
    '后台进程无法启动（{reason}）。请重新安装 Whittle；onnxruntime 需要 x64 或 ARM64 上的 Linux 或 Windows，或 ARM64 上的 macOS。',
  'worker.exit-code': '退出码 {code}',
  'worker.cancelled': '已取消。没有写入任何内容。',
});
