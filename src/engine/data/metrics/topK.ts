import { message } from '../../../protocol/messages/catalogue.ts';
import { userError } from '../../../protocol/userError.ts';
import { type ClassRows, rowsOfOutput } from './classRows.ts';
import type { Metric } from './metric.ts';

/**
 * Share of labelled rows whose label is among the `k` classes with the largest values of `output`. Of equal values the
 * lower class number comes first; a class whose value is not a number is never among them.
 */
export function topK(k: number, output: string): Metric {
  return {
    name: k === 1 ? message('metric.top-1', {}) : message('metric.top-k', { k }),
    unit: 'share',
    better: 'higher',
    create() {
      let rows = 0;
      let right = 0;
      return {
        add({ sample, outputs }) {
          const { labels } = sample;
          if (labels === undefined) return;
          const found = rowsOfOutput(outputs, output);
          requireLabels(labels, found, output);
          for (const [row, label] of labels.entries()) if (placeOf(label, found, row) < k) right++;
          rows += labels.length;
        },
        result: () => right / rows,
      };
    },
  };
}

function requireLabels(labels: readonly number[], { rows, classes }: ClassRows, output: string): void {
  if (labels.length !== rows) throw userError('metric.label-rows', { output, rows, labels: labels.length });
  const outside = labels.find((label) => label >= classes);
  if (outside !== undefined) throw userError('metric.label-range', { output, classes, label: outside });
}

/** How many classes come before this one in a row. */
function placeOf(label: number, { classes, values }: ClassRows, row: number): number {
  const start = row * classes;
  const own = values[start + label] ?? Number.NaN;
  if (Number.isNaN(own)) return classes;
  let place = 0;
  for (let index = 0; index < classes; index++) {
    const value = values[start + index] ?? Number.NaN;
    if (value > own || (value === own && index < label)) place++;
  }
  return place;
}
