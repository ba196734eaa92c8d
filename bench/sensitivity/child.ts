// A process that measures one model, so that its peak memory is that of the task alone, and sends the figures to its parent.
import { UserError } from '../../src/protocol/userError.ts';
import { causeFigures } from './measureCause.ts';
import { symptomFigures } from './measureSymptom.ts';
import type { Task } from './task.ts';

process.once('message', (task: Task) => {
  const measured = task.kind === 'symptom' ? symptomFigures(task) : causeFigures(task);
  measured.then(
    (figures) => process.send?.(figures, () => process.disconnect()),
    (cause: unknown) => {
      // What has no layers for integers has none that could suffer.
      if (cause instanceof UserError && cause.detail.code === 'quantize.nothing-integer') {
        process.send?.(null, () => process.disconnect());
        return;
      }
      console.error(cause);
      process.exit(1);
    },
  );
});
