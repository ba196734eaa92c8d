import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatMilliseconds, formatRatio, formatShare } from '../quantity.ts';
import type { MixedFront, MixedPoint } from './mixed.ts';
import { formatMetric } from './summary.ts';

/** What a search for mixed precision found, as people see it. Cells are numbers in their units, messages, or empty. */
export interface MixedTable {
  readonly columns: readonly { readonly heading: Message; readonly align?: 'right' }[];
  readonly rows: readonly (readonly (string | Message)[])[];
  /** How many models were measured, and how much the one that was taken keeps in float. */
  readonly summary: Message;
  /** Ids of the nodes of the user's file that it keeps in float. */
  readonly kept: readonly string[];
}

/** The original, the model with everything on integers, the models of both fronts, and the one that was taken. */
export function mixedTable(front: MixedFront): MixedTable {
  const { float, measure, points } = front;
  const shown = points.filter(
    (point) => point.id === 0 || isTaken(point, front) || point.front.latency || point.front.size,
  );
  const original = [
    message('mixed.original', {}),
    formatMetric(float.value, measure.unit),
    formatMilliseconds(float.milliseconds),
    formatBytes(float.bytes),
    '',
    message('summary.nothing', {}),
  ];
  const kept = takenPoint(front)?.kept ?? [];
  return {
    columns: [
      { heading: message('mixed.model', {}) },
      { heading: measure.name, align: 'right' },
      { heading: message('mixed.latency', {}), align: 'right' },
      { heading: message('mixed.size', {}), align: 'right' },
      { heading: message('mixed.integer-macs', {}), align: 'right' },
      { heading: message('mixed.change', {}) },
    ],
    rows: [original, ...shown.map((point) => row(point, front))],
    summary: message('mixed.summary', { points: points.length, kept: kept.length }),
    kept,
  };
}

/** The model that was taken: the one that meets what was asked for, else the most accurate. */
export function takenPoint(front: MixedFront): MixedPoint | undefined {
  return front.points.find((point) => isTaken(point, front));
}

function isTaken({ id }: MixedPoint, { chosen, nearest }: MixedFront): boolean {
  return id === (chosen ?? nearest);
}

function row(point: MixedPoint, front: MixedFront): readonly (string | Message)[] {
  const { id, value, latency, bytes, integerMacs, change } = point;
  const model = message('mixed.number', { model: id + 1 });
  const milliseconds = formatMilliseconds(latency.after.median);
  return [
    id === front.chosen
      ? message('mixed.chosen', { model })
      : id === front.nearest
        ? message('mixed.nearest', { model })
        : model,
    formatMetric(value, front.measure.unit),
    message('mixed.relative-latency', { milliseconds, ratio: formatRatio(latency.speedup.median) }),
    formatBytes(bytes),
    integerMacs === undefined ? '' : formatShare(integerMacs),
    change,
  ];
}
