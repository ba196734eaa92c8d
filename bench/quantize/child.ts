// A process that does one task, so that its peak memory is that of the task alone, and sends the figures to its parent.
import { format } from '../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { measureAccuracy } from './accuracy.ts';
import { countKernels } from './kernels.ts';
import { measureLatency } from './latency.ts';
import { measurePlain } from './plainInference.ts';
import { measureQuantize } from './quantizeOurs.ts';
import type { Task, TaskAnswer } from './task.ts';

function perform(task: Task) {
  switch (task.kind) {
    case 'quantize':
      return measureQuantize(task);
    case 'plain':
      return measurePlain(task);
    case 'latency':
      return measureLatency(task);
    case 'kernels':
      return countKernels(task);
    case 'accuracy':
      return measureAccuracy(task);
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof UserError) return format(cause.detail);
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

async function answer(task: Task): Promise<TaskAnswer> {
  try {
    return { kind: 'done', figures: await perform(task) };
  } catch (cause) {
    return { kind: 'failed', reason: reasonOf(cause) };
  }
}

process.once('message', (task: Task) => {
  void answer(task).then((result) => process.send?.(result, () => process.disconnect()));
});
