import type { WeightDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import { ranges } from '../../../../src/presentation/charts/bars.ts';
import { Chart } from '../../../charts/chart.ts';
import { realText, tickText } from '../../../../src/presentation/charts/realText.ts';
import { element } from '../../../element.ts';
import { VirtualTable } from '../../../table/virtualTable.ts';
import { savedChart } from '../../../charts/savedChart.ts';
import { type ChannelOrder, orderedChannels } from '../channelChart.ts';
import type { ViewContext } from '../context.ts';
import { labelled, select } from '../fields.ts';
import { integerText } from './gridTexts.ts';
import { replaceChart } from './replaceChart.ts';
import { levelsOfChannel } from './weightLevels.ts';

/** The elements of each channel of a weight within what its integers stand for, in the order that is chosen. */
export function weightChannels(context: ViewContext, weight: WeightDistribution): readonly HTMLElement[] {
  const place = element('div');
  const channels = channelsOf(weight);
  const show = (order: ChannelOrder): void => replaceChart(place, channelChart(context, weight, channels, order));
  const orders = [
    { value: 'index', text: context.word('inspector.by-channel') },
    { value: 'range', text: context.word('inspector.by-range') },
  ] as const;
  const field = select(orders, 'index', (value) => show(value === 'range' ? 'range' : 'index'));
  field.dataset['key'] = 'order';
  show('index');
  return [element('div', { class: 'fields' }, labelled(context.word('inspector.order'), field)), place];
}

/** By the numbers of channels: what the elements reach, and what their integers. */
interface Channels {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function channelsOf(weight: WeightDistribution): Channels {
  const levels = weight.scales.map((_, channel) => levelsOfChannel(weight, channel));
  return {
    min: Float64Array.from(levels, (_, channel) => weight.lows[channel] ?? NaN),
    max: Float64Array.from(levels, (_, channel) => weight.highs[channel] ?? NaN),
    low: Float64Array.from(levels, (each) => each.low),
    high: Float64Array.from(levels, (each) => each.high),
  };
}

function channelChart(
  context: ViewContext,
  weight: WeightDistribution,
  all: Channels,
  order: ChannelOrder,
): HTMLElement {
  const { tensor, scales } = weight;
  const channels = orderedChannels(all.min, all.max, order);
  const inOrder = (values: Float64Array): Float64Array => Float64Array.from(channels, (each) => values[each]!);
  const [min, max, low, high] = [inOrder(all.min), inOrder(all.max), inOrder(all.low), inOrder(all.high)];
  const describe = (channel: number): string =>
    context.word('layerQuantization.channel-described', {
      ...{ channel, from: realText(all.min[channel]!), to: realText(all.max[channel]!) },
      scale: realText(scales[channel]!),
    });
  const furthest = describe(orderedChannels(all.min, all.max, 'range')[0]!);
  // Places among others are counted from 1, channels from 0.
  const first = order === 'index' ? 0 : 1;
  const reach = (values: Float64Array, extreme: (...two: number[]) => number): number =>
    values.reduce((best, value) => (Number.isNaN(value) ? best : extreme(best, value)), 0);
  return new Chart({
    label: context.word('layerQuantization.channels-label', { tensor, count: scales.length, widest: furthest }),
    x: {
      label: context.word(order === 'index' ? 'inspector.channel' : 'inspector.channel-place'),
      ...{ low: first - 0.5, high: first + scales.length - 0.5, leastStep: 1, text: tickText },
    },
    y: {
      label: context.word('inspector.value'),
      low: Math.min(reach(low, Math.min), reach(min, Math.min)),
      high: Math.max(reach(high, Math.max), reach(max, Math.max)),
      text: tickText,
    },
    marks: (plot) => [ranges(plot, low, high, 'representable'), ranges(plot, min, max)],
    describe: (value) => describe(channels[Math.min(scales.length - 1, Math.max(0, Math.round(value - first)))]!),
    caption: context.word('inspector.widest', { channel: furthest }),
    saving: savedChart(context.opened, `${tensor} ${context.word('inspector.channels')}`, () => ({
      columns: columnsOf(context).map(({ heading }) => heading),
      rows: channels.map((each) => [each, ...valuesOf(weight, all, each)]),
    })),
    table: { title: context.word('inspector.as-table'), content: () => channelTable(context, weight, all) },
  }).element;
}

const figures = ['min', 'max', 'scale', 'zero-point'] as const;

function columnsOf(context: ViewContext): readonly { readonly id: string; readonly heading: string }[] {
  return [
    { id: 'channel', heading: context.word('inspector.channel') },
    { id: figures[0], heading: context.word('inspector.minimum') },
    { id: figures[1], heading: context.word('inspector.maximum') },
    { id: figures[2], heading: context.word('layerQuantization.scale') },
    { id: figures[3], heading: context.word('layerQuantization.zero-point') },
  ];
}

function valuesOf(
  { scales, zeroPoints }: WeightDistribution,
  { min, max }: Channels,
  channel: number,
): readonly number[] {
  return [min[channel]!, max[channel]!, scales[channel]!, zeroPoints[channel] ?? 0];
}

function channelTable(context: ViewContext, weight: WeightDistribution, all: Channels): HTMLElement {
  const [channel, ...others] = columnsOf(context);
  return new VirtualTable<number>({
    id: 'quantized-channels',
    label: context.word('inspector.channels'),
    description: context.word('inspector.channels-help'),
    language: context.opened.language,
    columns: [
      { ...channel!, text: String, value: (each) => each },
      ...others.map(({ id, heading }, place) => ({
        ...{ id, heading, figures: true },
        text: (each: number) => {
          const value = valuesOf(weight, all, each)[place]!;
          return id === 'zero-point' ? integerText(value) : realText(value);
        },
        value: (each: number) => valuesOf(weight, all, each)[place]!,
      })),
    ],
    rows: [...weight.scales.keys()],
    details: () => [],
    ...{ filter: '', sort: undefined, changed: () => undefined },
  }).element;
}
