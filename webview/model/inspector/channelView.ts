import type { ChannelRanges } from '../../../src/protocol/graph/tensor.ts';
import { element } from '../../element.ts';
import { channelChart, type ChannelOrder } from './channelChart.ts';
import type { ViewContext } from './context.ts';
import { labelled, select } from './fields.ts';
import type { StatisticsSource } from './statisticsSource.ts';
import { onDemand } from './statisticsView.ts';
import { channelAxes } from './tensorFacts.ts';

/** The least and the greatest element of each channel, of the dimension that is chosen. */
export function channelView(context: ViewContext, source: StatisticsSource): HTMLElement {
  const place = element('div');
  let axis = source.firstAxis;
  let order: ChannelOrder = 'index';
  const show = (): void => {
    const shown = (ranges: ChannelRanges): HTMLElement => channelChart(context, source.tensor, ranges, order);
    // Each choice has a place of its own: what comes for another is not seen.
    place.replaceChildren(
      onDemand(context, source, axis, ({ channels }) => [
        channels === null || channels.min.every(Number.isNaN)
          ? element('p', { class: 'description' }, context.word('inspector.no-finite'))
          : shown(channels),
      ]),
    );
  };
  const axes = channelAxes(source.dims).map((each) => ({
    value: String(each),
    text: context.word('inspector.axis-choice', { axis: each, channels: source.dims[each]! }),
  }));
  const axisField = select(axes, String(axis), (value) => {
    axis = Number(value);
    show();
  });
  const orders = [
    { value: 'index', text: context.word('inspector.by-channel') },
    { value: 'range', text: context.word('inspector.by-range') },
  ] as const;
  const orderField = select(orders, order, (value) => {
    order = value === 'range' ? 'range' : 'index';
    show();
  });
  show();
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'fields' },
      labelled(context.word('inspector.axis'), axisField),
      labelled(context.word('inspector.order'), orderField),
    ),
    place,
  );
}
