import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatMilliseconds, formatRatio, formatShare } from '../quantity.ts';
import type { MixedFront, MixedPoint } from './mixed.ts';
import { formatMetric } from './summary.ts';

/** A line of the table of what a search for mixed precision found. Texts are numbers in their units, or empty. */
export interface MixedRow {
  readonly model: Message;
  readonly value: string;
  readonly latency: string | Message;
  readonly size: string;
  readonly integerMacs: string;
  readonly change: Message;
}

const nothing = message('summary.nothing', {});

/** The original, the model with everything on integers, the models of both fronts, and the one that was taken. */
export function mixedRows(front: MixedFront): readonly MixedRow[] {
  const { float, measure, points } = front;
  const shown = points.filter(
    (point) => point.id === 0 || isTaken(point, front) || point.front.latency || point.front.size,
  );
  const original: MixedRow = {
    model: message('mixed.original', {}),
    value: formatMetric(float.value, measure.unit),
    latency: formatMilliseconds(float.milliseconds),
    size: formatBytes(float.bytes),
    integerMacs: '',
    change: nothing,
  };
  return [original, ...shown.map((point) => row(point, front))];
}

/** The model that was taken: the one that meets what was asked for, else the most accurate. */
export function takenPoint(front: MixedFront): MixedPoint | undefined {
  return front.points.find((point) => isTaken(point, front));
}

function isTaken({ id }: MixedPoint, { chosen, nearest }: MixedFront): boolean {
  return id === (chosen ?? nearest);
}

function row(point: MixedPoint, front: MixedFront): MixedRow {
  const { id, value, latency, bytes, integerMacs, change } = point;
  const model = message('mixed.number', { model: id + 1 });
  const milliseconds = formatMilliseconds(latency.after.median);
  return {
    model:
      id === front.chosen
        ? message('mixed.chosen', { model })
        : id === front.nearest
          ? message('mixed.nearest', { model })
          : model,
    value: formatMetric(value, front.measure.unit),
    latency: message('mixed.relative-latency', { milliseconds, ratio: formatRatio(latency.speedup.median) }),
    size: formatBytes(bytes),
    integerMacs: integerMacs === undefined ? '' : formatShare(integerMacs),
    change,
  };
}
