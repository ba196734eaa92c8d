import { gridMarks, type GridStyle } from '../../../../src/presentation/charts/gridMarks.ts';
import { drawn, svg } from '../../../charts/svg.ts';
import { element } from '../../../element.ts';
import type { ViewContext } from '../context.ts';
import type { NamedLevels } from './gridHistogram.ts';
import { levelsText } from './gridTexts.ts';

const width = 24;
const height = 12;

/** What the lines over a histogram stand for. */
export function gridKey(context: ViewContext, grids: readonly NamedLevels[]): HTMLElement {
  const lines = grids.map(({ name, levels }, row) =>
    element(
      'li',
      {},
      swatch(row === 0 ? 'first' : 'second'),
      element(
        'div',
        {},
        element('div', {}, name),
        ' ',
        element('div', { class: 'description' }, context.say(levelsText(levels))),
      ),
    ),
  );
  return element('ul', { class: 'grid-key' }, ...lines);
}

/** A grid as it is drawn, of no tensor. */
function swatch(style: GridStyle): SVGSVGElement {
  const plot = {
    left: 1,
    top: 0,
    width: width - 2,
    height,
    x: (value: number) => 1 + value * (width - 2),
    y: () => height,
  };
  const marks = gridMarks(plot, { low: 0, high: 1, scale: 1e-3 }, style, 0);
  return svg('svg', { class: 'picture', width, height, 'aria-hidden': 'true' }, ...drawn(marks));
}
