import type { DataOptions } from '../../protocol/options/data.ts';
import { say } from '../texts.ts';
import type { QuantizeChoices } from './choices.ts';
import { type DataItem, type DataLookup, foundItems, ownItems, pickData, separator, unfitItems } from './dataItems.ts';
import type { Known } from './rows.ts';

type Item = DataItem<QuantizeChoices>;

const synthetic: DataOptions = { kind: 'synthetic' };

/** Asks what static quantization should calibrate on. */
export async function changeData(choices: QuantizeChoices, known: Known, lookup: DataLookup): Promise<QuantizeChoices> {
  const use = (data: DataOptions): QuantizeChoices => ({ ...choices, data });
  const items: Item[] = [
    ...foundItems(known, use),
    separator(say('quantize.data-other', {})),
    ...ownItems(lookup, use),
    ...(choices.method === 'static' ? [dynamicItem(choices)] : []),
    {
      label: `$(dashboard) ${say('quantize.data-synthetic', {})}`,
      detail: say('quantize.data-synthetic-explained', {}),
      choose: async () => Promise.resolve(withoutEvaluation(use(synthetic))),
    },
    ...unfitItems(known),
  ];
  return (await pickData(say('quantize.data-title', {}), items)) ?? choices;
}

/** Asks what the result should be compared with the original on. */
export async function changeEvaluation(
  choices: QuantizeChoices,
  known: Known,
  lookup: DataLookup,
): Promise<QuantizeChoices> {
  const use = (evaluation: DataOptions): QuantizeChoices => ({ ...choices, evaluation });
  const [label, detail] =
    choices.method === 'static'
      ? (['quantize.evaluation-held-out', 'quantize.evaluation-held-out-explained'] as const)
      : (['quantize.evaluation-same', 'quantize.evaluation-same-explained'] as const);
  const items: Item[] = [
    {
      label: `$(split-horizontal) ${say(label, {})}`,
      detail: say(detail, {}),
      choose: async () => Promise.resolve(withoutEvaluation(choices)),
    },
    ...foundItems(known, use),
    separator(say('quantize.data-other', {})),
    ...ownItems(lookup, use),
  ];
  return (await pickData(say('quantize.evaluation-title', {}), items)) ?? choices;
}

function dynamicItem(choices: QuantizeChoices): Item {
  return {
    label: `$(symbol-numeric) ${say('quantize.data-dynamic', {})}`,
    detail: say('quantize.method-dynamic-explained', {}),
    choose: async () => Promise.resolve({ ...choices, method: 'dynamic' }),
  };
}

function withoutEvaluation({ evaluation: _, ...choices }: QuantizeChoices): QuantizeChoices {
  return choices;
}
