import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import {
  formatBytes,
  formatDecibels,
  formatMilliseconds,
  formatRatio,
  formatShare,
  rounded,
} from '../../../../src/protocol/quantity.ts';
import type { Unit } from '../../../../src/protocol/result/evaluation.ts';
import type { MixedFront, MixedPoint } from '../../../../src/protocol/result/mixed.ts';

const formats = { share: formatShare, decibel: formatDecibels, number: rounded } as const;

/** A value of the measure, with its unit. */
export function measureText(value: number, unit: Unit): string {
  return formats[unit](value);
}

/** How many times faster, with its 95 % interval: `2.41× (2.3–2.5)`. */
export function speedupText({ latency: { speedup } }: MixedPoint): string {
  return `${formatRatio(speedup.median)} (${rounded(speedup.low)}–${rounded(speedup.high)})`;
}

export function sizeRatioText({ bytes }: MixedPoint, { float }: MixedFront): string {
  return formatRatio(float.bytes / bytes);
}

/** Everything of a point in one sentence. */
export function pointText(point: MixedPoint, front: MixedFront): Message {
  const { measure } = front;
  return message('findings.point', {
    place: point.id + 1,
    state: stateText(point, front),
    change: point.change,
    measure: measure.name,
    value: measureText(point.value, measure.unit),
    latency: formatMilliseconds(point.latency.after.median),
    speedup: speedupText(point),
    size: formatBytes(point.bytes),
    ratio: sizeRatioText(point, front),
    kept: point.kept.length,
  });
}

/** Whether it was chosen, or on which front it is. */
export function stateText({ id, front: on }: MixedPoint, { chosen }: MixedFront): Message {
  if (id === chosen) return message('findings.point-chosen', {});
  if (on.latency && on.size) return message('findings.point-front-both', {});
  if (on.latency) return message('findings.point-front-latency', {});
  return on.size ? message('findings.point-front-size', {}) : message('findings.point-behind', {});
}
