// A process that measures one model, so that its peak memory is that of the task alone, and sends the figures to its parent.
import { causeFigures } from './measureCause.ts';
import { symptomFigures } from './measureSymptom.ts';
import type { Task } from './task.ts';

process.once('message', (task: Task) => {
  const measured = task.kind === 'symptom' ? symptomFigures(task) : causeFigures(task);
  measured.then(
    (figures) => process.send?.(figures, () => process.disconnect()),
    (cause: unknown) => {
      console.error(cause);
      process.exit(1);
    },
  );
});
