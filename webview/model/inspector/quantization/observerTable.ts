import type { Message } from '../../../../src/protocol/messages/message.ts';
import type { Grid, TensorDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import { realText } from '../../../../src/presentation/charts/realText.ts';
import { element } from '../../../element.ts';
import type { ViewContext } from '../context.ts';
import { clippedText, rangeText } from './gridTexts.ts';
import { sqnrText } from './measured.ts';

/** A way to choose the range of an activation. */
export interface RangeChoice {
  /** Undefined where no observer chose it. */
  readonly observer: string | undefined;
  readonly grid: Grid;
  readonly inUse: boolean;
}

/** What could be chosen, with what is in use: that is the first where no observer chose it. */
export function rangeChoices({ observer, grid, observers }: TensorDistribution): readonly RangeChoice[] {
  const choices = observers.map((each) => {
    const inUse = each.observer === observer;
    return { observer: each.observer, grid: inUse ? grid : each, inUse };
  });
  return choices.some(({ inUse }) => inUse) ? choices : [{ observer, grid, inUse: true }, ...choices];
}

/** Numbered, so that choices of one table are none of another. */
let tables = 0;

/** What every observer would choose; the one that is picked is shown. */
export function observerTable(
  context: ViewContext,
  tensor: string,
  choices: readonly RangeChoice[],
  picked: (choice: RangeChoice) => void,
): HTMLElement {
  const group = `observers-${tables++}`;
  const figure = (text: string | Message, name = ''): HTMLElement =>
    element('td', { class: `figure ${name} ${typeof text === 'string' ? '' : 'words'}` }, context.say(text));
  const rows = choices.map((choice, index) => {
    const { grid, inUse } = choice;
    const radio = element('input', { type: 'radio', name: group, checked: inUse, 'data-key': `${index}/${tensor}` });
    radio.addEventListener('change', () => picked(choice));
    const used = inUse
      ? [' ', element('span', { class: 'description' }, context.word('layerQuantization.in-use'))]
      : [];
    const label = element('label', {}, radio, element('span', {}, observerName(context, choice), ...used));
    // Its name has a row of its own: a narrow column has no room for it beside the figures.
    return element(
      'tbody',
      {},
      element('tr', {}, element('th', { scope: 'rowgroup', colspan: 4 }, label)),
      element(
        'tr',
        {},
        element('td', { class: 'observer-range' }, context.say(rangeText(grid))),
        figure(realText(grid.scale), 'observer-scale'),
        figure(clippedText(grid.clipped)),
        figure(sqnrText(grid.sqnr)),
      ),
    );
  });
  const headings = [
    element('th', { scope: 'col' }, context.word('layerQuantization.observer')),
    element('th', { scope: 'col', class: 'figure observer-scale' }, context.word('layerQuantization.scale')),
    element('th', { scope: 'col', class: 'figure' }, context.word('layerQuantization.clipped')),
    element(
      'th',
      { scope: 'col', class: 'figure', title: context.word('layerQuantization.expected-sqnr-meaning') },
      context.word('layerQuantization.expected-sqnr'),
    ),
  ];
  const table = element(
    'table',
    { class: 'data observers', 'aria-label': context.word('layerQuantization.observers') },
    element('thead', {}, element('tr', {}, ...headings)),
    ...rows,
  );
  return element('div', { class: 'observers-place' }, table);
}

export function observerName(context: ViewContext, { observer }: Pick<RangeChoice, 'observer'>): string {
  return observer ?? context.word('layerQuantization.fixed');
}
