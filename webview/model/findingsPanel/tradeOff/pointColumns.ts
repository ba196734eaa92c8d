import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatMilliseconds, formatShare } from '../../../../src/protocol/quantity.ts';
import type { MixedFront, MixedPoint } from '../../../../src/protocol/result/mixed.ts';
import type { Say } from '../../../page.ts';
import type { SizedColumn } from '../../../table/columns.ts';
import { measureText, sizeRatioText, speedupText, stateText } from './pointTexts.ts';

/** What the points are as figures. Rows are points, by their ids. */
export function pointColumns(
  say: Say,
  front: MixedFront,
  point: (id: number) => MixedPoint,
): readonly SizedColumn<number>[] {
  const { measure } = front;
  const figure = (
    id: string,
    heading: string,
    width: number,
    value: (point: MixedPoint) => number,
    text: (point: MixedPoint) => string,
  ): SizedColumn<number> => ({
    ...{ id, heading, width, figures: true, value: (row) => value(point(row)), text: (row) => text(point(row)) },
  });
  const hasMacs = front.points.some(({ integerMacs }) => integerMacs !== undefined);
  const integerMacs = (each: MixedPoint): number => each.integerMacs ?? Number.NaN;
  return [
    figure(
      ...(['place', say(message('findings.place', {})), 40] as const),
      ({ id }) => id + 1,
      ({ id }) => String(id + 1),
    ),
    {
      ...{ id: 'change', heading: say(message('findings.change', {})), width: 220, grows: true },
      text: (row) => say(point(row).change),
    },
    figure(
      ...(['value', say(measure.name), 72] as const),
      ({ value }) => value,
      ({ value }) => measureText(value, measure.unit),
    ),
    figure(
      ...(['latency', say(message('findings.latency', {})), 72] as const),
      ({ latency }) => latency.after.median,
      ({ latency }) => formatMilliseconds(latency.after.median),
    ),
    figure(
      ...(['speedup', say(message('findings.speedup', {})), 144] as const),
      ({ latency }) => latency.speedup.median,
      speedupText,
    ),
    figure(
      ...(['size', say(message('findings.size', {})), 128] as const),
      ({ bytes }) => bytes,
      (each) => `${formatBytes(each.bytes)} (${sizeRatioText(each, front)})`,
    ),
    ...(hasMacs
      ? [
          figure('integerMacs', say(message('findings.integer-macs', {})), 72, integerMacs, (each) =>
            each.integerMacs === undefined ? '' : formatShare(each.integerMacs),
          ),
        ]
      : []),
    {
      ...{ id: 'state', heading: say(message('findings.on-front', {})), width: 104 },
      text: (row) => say(stateText(point(row), front)),
    },
  ];
}
