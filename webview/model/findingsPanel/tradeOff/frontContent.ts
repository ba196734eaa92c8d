import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Unit } from '../../../../src/protocol/result/evaluation.ts';
import type { MixedFront } from '../../../../src/protocol/result/mixed.ts';
import type { Axis, Plot } from '../../../../src/presentation/charts/plot.ts';
import type { ChartPoint, PointContent } from '../../../charts/pointChart.ts';
import { pixels } from '../../../../src/presentation/charts/pixels.ts';
import { tickText } from '../../../../src/presentation/charts/realText.ts';
import { type Drawing, draw } from '../../../../src/presentation/drawing.ts';
import type { Say } from '../../../page.ts';
import { type Cost, frontSteps, rangeAround, relativeCost } from './places.ts';
import { measureText, pointText } from './pointTexts.ts';

/** Pixels. */
const radius = 4;
/** An axis is so wide at least, so that small differences look small. */
const leastCost = 0.1;
const leastMeasure = { share: 0.02, decibel: 4 } as const;

/** The models of a search: what they reach against what they cost, with the front as steps and the float model for comparison. */
export function frontContent(front: MixedFront, cost: Cost, say: Say): PointContent {
  const { measure, float, points } = front;
  const placed = points
    .map((point) => ({ point, cost: relativeCost(point, front, cost) }))
    .filter(({ point, cost: { value } }) => Number.isFinite(value) && !Number.isNaN(point.value))
    .sort((a, b) => a.cost.value - b.cost.value || a.point.value - b.point.value);
  const x: Axis = {
    label: say(message(cost === 'latency' ? 'findings.axis-latency' : 'findings.axis-size', {})),
    ...ends(rangeAround([1, ...placed.flatMap(({ cost: { value, low, high } }) => [value, low, high])], leastCost)),
    text: percent,
  };
  const values = [float.value, ...placed.map(({ point }) => point.value)];
  const [low, high] = rangeAround(values, leastOf(measure.unit, values));
  const better = message(measure.better === 'higher' ? 'findings.axis-higher' : 'findings.axis-lower', {
    measure: measure.name,
  });
  const isShare = measure.unit === 'share' && values.every((value) => !(value > 1));
  const y: Axis = {
    label: say(better),
    low,
    high: isShare ? Math.min(1, high) : high,
    text: measure.unit === 'share' ? percent : tickText,
  };
  // What is infinite stands at the edge.
  const withinY = (value: number): number => Math.min(y.high, Math.max(y.low, value));
  const chartPoints = placed.map(({ point, cost: { value } }): ChartPoint => ({
    ...{ id: point.id, x: value, y: withinY(point.value), text: say(pointText(point, front)) },
  }));
  const words = { count: points.length, measure: measure.name, float: measureText(float.value, measure.unit) };
  return {
    label: say(message('findings.front-label', words)),
    caption: say(message('findings.front-caption', {})),
    ...{ x, y, points: chartPoints },
    marks: (plot) => [
      ...floatMark(plot, withinY(float.value), say(message('findings.float', {}))),
      steps(plot, front, cost, withinY),
      ...placed.flatMap(({ point, cost: relative }, index) => {
        const isOnFront = point.front[cost];
        const [left, top] = [plot.x(relative.value), plot.y(chartPoints[index]!.y)];
        const kind = isOnFront ? 'front-point' : 'other-point';
        return [
          ...(relative.low < relative.high ? [interval(plot, relative.low, relative.high, top)] : []),
          draw('circle', { class: kind, cx: pixels(left), cy: pixels(top), r: radius }),
          ...(point.id === front.chosen ? chosenMark(left, top, say(message('findings.chosen', {}))) : []),
        ];
      }),
    ],
  };
}

function ends([low, high]: readonly [number, number]): { readonly low: number; readonly high: number } {
  return { low, high };
}

function leastOf(unit: Unit, values: readonly number[]): number {
  if (unit !== 'number') return leastMeasure[unit];
  const size = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  return size > 0 ? size * 0.05 : 1;
}

function percent(value: number, step: number): string {
  return `${tickText(value * 100, step * 100)} %`;
}

function steps(plot: Plot, front: MixedFront, cost: Cost, within: (value: number) => number): Drawing {
  const corners = frontSteps(front, cost).map(([x, y]) => `${pixels(plot.x(x))} ${pixels(plot.y(within(y)))}`);
  // What the last point reaches is reached at every higher cost too.
  const end = corners.length > 0 ? `H${pixels(plot.left + plot.width)}` : '';
  return draw('path', { class: 'front-line', d: corners.length > 0 ? `M${corners.join('L')}${end}` : '' });
}

/** A cross of lines through the float model, with its name. */
function floatMark(plot: Plot, value: number, name: string): readonly Drawing[] {
  const [x, y] = [pixels(plot.x(1)), pixels(plot.y(value))];
  const isRight = plot.x(1) > plot.left + plot.width / 2;
  return [
    draw('path', { class: 'reference', d: `M${x} ${plot.top}v${plot.height}M${plot.left} ${y}h${plot.width}` }),
    draw(
      'text',
      {
        ...{ class: 'reference-label', x: plot.x(1) + (isRight ? -6 : 6), y: plot.top + plot.height - 6 },
        'text-anchor': isRight ? 'end' : 'start',
      },
      name,
    ),
  ];
}

function interval(plot: Plot, low: number, high: number, y: number): Drawing {
  const within = (x: number): string => pixels(Math.min(plot.left + plot.width, Math.max(plot.left, plot.x(x))));
  return draw('path', {
    class: 'interval',
    d: `M${within(low)} ${pixels(y - 3)}v6M${within(low)} ${pixels(y)}H${within(high)}M${within(high)} ${pixels(y - 3)}v6`,
  });
}

function chosenMark(x: number, y: number, name: string): readonly Drawing[] {
  return [
    draw('circle', { class: 'chosen-ring', cx: pixels(x), cy: pixels(y), r: radius + 4 }),
    draw('text', { class: 'chosen-label', x: x + radius + 8, y: y + 16 }, name),
  ];
}
