import type { WeightDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import { element } from '../../../element.ts';
import type { ViewContext } from '../context.ts';
import { channelField } from './channelField.ts';
import { countScale, isLogarithmic } from './countScale.ts';
import { gridHistogram, type NamedLevels } from './gridHistogram.ts';
import { gridKey } from './gridKey.ts';
import { replaceChart } from './replaceChart.ts';
import { weightFacts } from './weightFacts.ts';
import { extremeChannels, isPerChannel, levelsOfChannel, reachOf } from './weightLevels.ts';

/** How a weight is quantized: its values under the levels of its integers, of one scale or of a channel. */
export function weightView(context: ViewContext, weight: WeightDistribution): readonly HTMLElement[] {
  const place = element('div');
  let channel: number | undefined;
  const show = (): void => {
    const grids = gridsOf(context, weight, channel);
    const chart = gridHistogram(context, {
      ...{ tensor: weight.tensor, histogram: weight.histogram, grids },
      rows: isPerChannel(weight) ? 2 : 1,
      within: [reachOf(weight)],
      becomes: grids.length === 1 ? grids[0]!.levels : undefined,
      logarithmic: isLogarithmic(context),
    });
    replaceChart(place, gridKey(context, grids), chart);
  };
  show();
  const chosen = (next: number | undefined): void => {
    channel = next;
    show();
  };
  const fields = [
    ...(isPerChannel(weight) ? [channelField(context, weight.scales.length, chosen)] : []),
    countScale(context, weight.tensor, show),
  ];
  return [weightFacts(context, weight), element('div', { class: 'fields' }, ...fields), place];
}

function gridsOf(
  context: ViewContext,
  weight: WeightDistribution,
  channel: number | undefined,
): readonly NamedLevels[] {
  if (!isPerChannel(weight)) {
    return [{ name: context.word('layerQuantization.in-use'), levels: levelsOfChannel(weight, 0) }];
  }
  if (channel !== undefined) {
    return [
      { name: context.word('layerQuantization.channel-of', { channel }), levels: levelsOfChannel(weight, channel) },
    ];
  }
  const ends = extremeChannels(weight.scales);
  if (ends.length === 1) {
    return [{ name: context.word('layerQuantization.all-channels'), levels: levelsOfChannel(weight, 0) }];
  }
  const names = ['layerQuantization.largest-scale', 'layerQuantization.smallest-scale'] as const;
  return ends.toReversed().map((each, index) => ({
    name: context.word(names[index]!, { channel: each }),
    levels: levelsOfChannel(weight, each),
  }));
}
