import type { ChannelRanges } from '../../../src/protocol/graph/tensor.ts';
import { ranges } from '../../../src/presentation/charts/bars.ts';
import { Chart } from '../../charts/chart.ts';
import { realText, tickText } from '../../../src/presentation/charts/realText.ts';
import { draw } from '../../../src/presentation/drawing.ts';
import { VirtualTable } from '../../table/virtualTable.ts';
import { savedChart } from '../../charts/savedChart.ts';
import type { ViewContext } from './context.ts';

/** As the channels come, or those that reach furthest first. */
export type ChannelOrder = 'index' | 'range';

/** Strokes from the least to the greatest element of each channel. */
export function channelChart(
  context: ViewContext,
  tensor: number,
  { axis, min, max }: ChannelRanges,
  order: ChannelOrder,
): HTMLElement {
  const channels = orderedChannels(min, max, order);
  const [low, high] = [
    Float64Array.from(channels, (each) => min[each]!),
    Float64Array.from(channels, (each) => max[each]!),
  ];
  const [least, greatest] = [finiteExtreme(low, Math.min), finiteExtreme(high, Math.max)];
  const describe = (channel: number): string =>
    context.word('inspector.channel-range', { channel, from: realText(min[channel]!), to: realText(max[channel]!) });
  const widest = orderedChannels(min, max, 'range')[0]!;
  const name = context.opened.prepared.model.tensorName(tensor);
  // Places among others are counted from 1, channels from 0.
  const first = order === 'index' ? 0 : 1;
  return new Chart({
    label: context.word('inspector.channels-label', {
      tensor: name,
      axis,
      count: min.length,
      widest: describe(widest),
    }),
    x: {
      label: context.word(order === 'index' ? 'inspector.channel' : 'inspector.channel-place'),
      ...{ low: first - 0.5, high: first + min.length - 0.5, leastStep: 1, text: tickText },
    },
    y: { label: context.word('inspector.value'), low: Math.min(least, 0), high: Math.max(greatest, 0), text: tickText },
    marks: (plot) => [
      ranges(plot, low, high),
      draw('path', { class: 'axis', d: `M${plot.left} ${Math.round(plot.y(0)) + 0.5}h${plot.width}` }),
    ],
    describe: (value) => describe(channels[Math.min(min.length - 1, Math.max(0, Math.round(value - first)))]!),
    caption: context.word('inspector.widest', { channel: describe(widest) }),
    saving: savedChart(context.opened, `${name} ${context.word('inspector.channels')}`, () => ({
      columns: [
        context.word('inspector.channel'),
        context.word('inspector.minimum'),
        context.word('inspector.maximum'),
      ],
      rows: channels.map((channel) => [channel, min[channel], max[channel]]),
    })),
    table: {
      title: context.word('inspector.as-table'),
      content: () => channelTable(context, tensor, { axis, min, max }),
    },
  }).element;
}

/** Channels without a finite element go last. */
export function orderedChannels(min: Float64Array, max: Float64Array, order: ChannelOrder): readonly number[] {
  const channels = [...min.keys()];
  if (order === 'index') return channels;
  const reach = Float64Array.from(min, (low, channel) => Math.max(-low, max[channel]!));
  const comparable = (channel: number): number => (Number.isNaN(reach[channel]!) ? -Infinity : reach[channel]!);
  return channels.sort((a, b) => comparable(b) - comparable(a) || a - b);
}

function finiteExtreme(values: Float64Array, extreme: (...values: number[]) => number): number {
  return values.reduce(
    (best, value) => (Number.isNaN(value) ? best : Number.isNaN(best) ? value : extreme(best, value)),
    NaN,
  );
}

function channelTable(context: ViewContext, tensor: number, { min, max }: ChannelRanges): HTMLElement {
  const table = new VirtualTable<number>({
    id: `channels-${tensor}`,
    label: context.word('inspector.channels'),
    description: context.word('inspector.channels-help'),
    language: context.opened.language,
    columns: [
      { id: 'channel', heading: context.word('inspector.channel'), text: String, value: (channel) => channel },
      {
        ...{ id: 'min', heading: context.word('inspector.minimum'), figures: true },
        ...{ text: (channel) => realText(min[channel]!), value: (channel) => min[channel]! },
      },
      {
        ...{ id: 'max', heading: context.word('inspector.maximum'), figures: true },
        ...{ text: (channel) => realText(max[channel]!), value: (channel) => max[channel]! },
      },
    ],
    rows: [...min.keys()],
    details: () => [],
    ...{ filter: '', sort: undefined, changed: () => undefined },
  });
  return table.element;
}
