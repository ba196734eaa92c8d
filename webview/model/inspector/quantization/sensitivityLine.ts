import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { RankInterval, SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { element } from '../../../element.ts';
import type { Findings } from '../../findings.ts';
import type { ViewContext } from '../context.ts';
import { followed } from './followed.ts';
import { sqnrText } from './measured.ts';

/** How much a layer suffers, by the signal that says most. */
export interface ShownSensitivity {
  readonly signal: 'cause' | 'symptom';
  /** In dB. */
  readonly sqnr: number;
  readonly rank: RankInterval | undefined;
}

/** By what the layer does to the outputs where that is known, else by what is seen at its own result. */
export function shownSensitivity({
  cause,
  causeRank,
  symptom,
  symptomRank,
}: Pick<SensitiveLayer, 'cause' | 'causeRank' | 'symptom' | 'symptomRank'>): ShownSensitivity | undefined {
  if (cause !== undefined) return { signal: 'cause', sqnr: cause.sqnr, rank: causeRank };
  return symptom && { signal: 'symptom', sqnr: symptom.sqnr, rank: symptomRank };
}

/** Below the heading of a node: its sensitivity, and its place among all layers. Empty as long as nothing is known. */
export function sensitivityLine(context: ViewContext, node: number): HTMLElement {
  const { findings } = context.opened;
  return followed(
    findings,
    context.signal,
    () => {
      const layer = findings.layerOf(node);
      return [layer, layer && rankedLayers(findings, layer), isSynthetic(findings)] as const;
    },
    ([layer, count, synthetic]) => {
      const shown = layer && shownSensitivity(layer);
      return shown === undefined ? [] : [line(context, shown, count ?? 0, synthetic)];
    },
  );
}

/** Whether figures rest on samples that were made up. */
export function isSynthetic({ sensitivity, plan }: Findings): boolean {
  return sensitivity?.samples.synthetic ?? plan?.synthetic ?? false;
}

/** How many layers have a place in the ranking that this one is shown in. */
function rankedLayers({ all }: Findings, layer: SensitiveLayer): number {
  const signal = shownSensitivity(layer)?.signal;
  return all.filter(({ causeRank, symptomRank }) => (signal === 'cause' ? causeRank : symptomRank) !== undefined)
    .length;
}

function line(
  context: ViewContext,
  { signal, sqnr, rank }: ShownSensitivity,
  count: number,
  synthetic: boolean,
): HTMLElement {
  const meaning = context.word(`layerQuantization.${signal}-meaning`);
  const place = rank === undefined ? '' : context.word('layerQuantization.rank-meaning', { ...rank, count });
  const explained = [meaning, place].filter((part) => part !== '').join(' ');
  const parts = [
    element('span', { class: 'description' }, context.word('layerQuantization.sensitivity')),
    element('span', { class: 'sensitivity-figure' }, context.say(sqnrText(sqnr))),
    ...(rank === undefined ? [] : [element('span', {}, context.say(rankText(rank, count)))]),
    ...(synthetic ? [element('span', { class: 'description' }, context.word('page.synthetic-data'))] : []),
    element('span', { class: 'unseen' }, explained),
  ];
  // Between the parts there are spaces for those who hear or copy them.
  const spaced = parts.flatMap((part, index) => (index === 0 ? [part] : [' ', part]));
  return element('p', { class: 'sensitivity-line', title: explained }, ...spaced);
}

function rankText({ rank, low, high }: RankInterval, count: number): ReturnType<typeof message> {
  return low === high
    ? message('layerQuantization.rank', { rank, count })
    : message('layerQuantization.rank-between', { rank, low, high, count });
}
