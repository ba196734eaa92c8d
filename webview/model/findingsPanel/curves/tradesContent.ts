import { around } from '../../../../src/presentation/charts/domain.ts';
import { pixels } from '../../../../src/presentation/charts/pixels.ts';
import { tickText } from '../../../../src/presentation/charts/realText.ts';
import { draw } from '../../../../src/presentation/drawing.ts';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatDecibels, formatShare } from '../../../../src/protocol/quantity.ts';
import type { PruneCurves } from '../../../../src/protocol/result/pruneCurves.ts';
import type { PointContent } from '../../../charts/pointChart.ts';
import type { Say } from '../../../page.ts';

/** Pixels. */
const radius = 4;
/** Decibels that the axis has at least. */
const leastRange = 4;

/** What is left of the MACs, or of the parameters where no work goes, as a share of what there was. */
export function shareLeft(result: PruneCurves, place: number): number {
  const trade = result.trades[place]!;
  const savesMacs = result.trades.at(-1)!.macs < result.macs;
  return savesMacs ? trade.macs / result.macs : trade.parameters / result.parameters;
}

/** What all shares together are expected to do, against what they leave: taking nothing is not among them. */
export function tradesContent(result: PruneCurves, say: Say): PointContent {
  const savesMacs = result.trades.at(-1)!.macs < result.macs;
  const places = result.trades.flatMap(({ sqnr }, id) => (Number.isFinite(sqnr) ? [{ id, sqnr }] : []));
  const points = places.map(({ id, sqnr }) => {
    const left = shareLeft(result, id);
    const said = { left: formatShare(left), sqnr: formatDecibels(sqnr) };
    return {
      id,
      x: left,
      y: sqnr,
      text: say(message(savesMacs ? 'reduction.trade-macs' : 'reduction.trade-parameters', said)),
    };
  });
  const { low, high } = around(
    points.map(({ y }) => y),
    leastRange,
  );
  return {
    label: say(message('reduction.trades-label', { count: points.length })),
    caption: say(message('reduction.trades-caption', {})),
    x: {
      label: say(message(savesMacs ? 'pruneCurves.macs-left' : 'pruneCurves.parameters-left', {})),
      ...{ low: 0, high: 1, text: (value, step) => `${tickText(value * 100, step * 100)} %` },
    },
    y: { label: say(message('pruneCurves.expected', {})), low, high, text: tickText },
    points,
    marks: (plot) => [
      draw('path', {
        class: 'front-line',
        d: points
          .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${pixels(plot.x(x))} ${pixels(plot.y(y))}`)
          .join(''),
      }),
      ...points.map(({ x, y }) =>
        draw('circle', { class: 'front-point', cx: pixels(plot.x(x)), cy: pixels(plot.y(y)), r: radius }),
      ),
    ],
  };
}
