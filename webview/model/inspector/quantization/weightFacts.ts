import type { WeightDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import { realText } from '../../../../src/presentation/charts/realText.ts';
import { factTable } from '../../../table/dataTable.ts';
import type { ViewContext } from '../context.ts';
import { clippedText, integerText, rangeText } from './gridTexts.ts';
import { sqnrText } from './measured.ts';
import { extremeChannels, isPerChannel } from './weightLevels.ts';

/** How a weight becomes integers, and what it loses. */
export function weightFacts(context: ViewContext, weight: WeightDistribution): HTMLElement {
  const { type, clipped, error } = weight;
  return factTable(context.word('layerQuantization.weight'), [
    [context.word('layerQuantization.type'), type],
    ...scaleFacts(context, weight),
    [context.word('layerQuantization.zero-point'), zeroPoints(context, weight)],
    [context.word('layerQuantization.clipped'), context.say(clippedText(clipped))],
    [context.word('layerQuantization.sqnr'), context.say(sqnrText(error.sqnr))],
  ]);
}

type Fact = readonly [name: string, value: string];

function scaleFacts(context: ViewContext, weight: WeightDistribution): readonly Fact[] {
  const { axis, scales } = weight;
  const [low = 0, high = low] = extremeChannels(scales).map((channel) => scales[channel]!);
  const scale = low === high ? realText(low) : context.say(rangeText({ low, high }));
  const fact: Fact = [context.word('layerQuantization.scale'), scale];
  if (axis === undefined || !isPerChannel(weight)) return [fact];
  const along = context.word('layerQuantization.scales-along', { count: scales.length, axis });
  return [[context.word('layerQuantization.scales'), along], fact];
}

function zeroPoints(context: ViewContext, { zeroPoints: all }: WeightDistribution): string {
  const [low, high] = all.reduce(
    ([least, greatest], each) => [Math.min(least, each), Math.max(greatest, each)],
    [all[0] ?? 0, all[0] ?? 0],
  );
  if (low === high) return integerText(low);
  return context.word('layerQuantization.range-of', { low: integerText(low), high: integerText(high) });
}
