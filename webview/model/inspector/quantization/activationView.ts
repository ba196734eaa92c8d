import type { TensorDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import { element } from '../../../element.ts';
import { factTable } from '../../../table/dataTable.ts';
import type { ViewContext } from '../context.ts';
import { countScale, isLogarithmic } from './countScale.ts';
import { gridHistogram, type NamedLevels } from './gridHistogram.ts';
import { gridKey } from './gridKey.ts';
import { clippedText, integerText } from './gridTexts.ts';
import { observerName, observerTable, type RangeChoice, rangeChoices } from './observerTable.ts';
import { replaceChart } from './replaceChart.ts';

/** How an activation is quantized: its values, the range that its integers stand for, and those that observers would choose. */
export function activationView(context: ViewContext, activation: TensorDistribution): readonly HTMLElement[] {
  const choices = rangeChoices(activation);
  const inUse = choices.find((choice) => choice.inUse)!;
  const place = element('div');
  let picked = inUse;
  const show = (): void => {
    const grids = [inUse, ...(picked === inUse ? [] : [picked])].map((choice) => named(context, choice));
    const chart = gridHistogram(context, {
      ...{ tensor: activation.tensor, histogram: activation.histogram, grids, rows: 2 },
      within: choices.map(({ grid }) => grid),
      becomes: picked.grid,
      logarithmic: isLogarithmic(context),
    });
    replaceChart(place, gridKey(context, grids), chart);
  };
  show();
  const table = observerTable(context, activation.tensor, choices, (choice) => {
    picked = choice;
    show();
  });
  return [
    facts(context, activation),
    element('div', { class: 'fields' }, countScale(context, activation.tensor, show)),
    place,
    table,
  ];
}

function named(context: ViewContext, choice: RangeChoice): NamedLevels {
  const observer = observerName(context, choice);
  if (!choice.inUse) return { name: observer, levels: choice.grid };
  const name =
    choice.observer === undefined
      ? context.word('layerQuantization.in-use')
      : context.word('layerQuantization.observer-in-use', { observer });
  return { name, levels: choice.grid };
}

function facts(context: ViewContext, { type, grid }: TensorDistribution): HTMLElement {
  return factTable(context.word('layerQuantization.quantization'), [
    [context.word('layerQuantization.type'), type],
    [context.word('layerQuantization.zero-point'), integerText(grid.zeroPoint)],
    [context.word('layerQuantization.clipped'), context.say(clippedText(grid.clipped))],
  ]);
}
