import { formatQuantity } from '../../../graph/drawing/overlay/unit.ts';
import type { Say } from '../../../page.ts';
import type { Figure, FigureOffer } from '../../figures.ts';
import type { FilterColumn } from '../filter/conditions.ts';
import type { LayerColumn } from './layerColumn.ts';

/** What the ids of columns with figures begin with: figures that were imported may be called like anything. */
const prefix = 'figure:';

/** A column for each figure that is there. A node without one has an empty cell, and stands last. */
export function figureColumns(offers: readonly FigureOffer[], say: Say): readonly LayerColumn[] {
  return offers.flatMap(({ figure }) => (figure === undefined ? [] : [figureColumn(figure, say)]));
}

/** What figures that have to be asked for first are called: there can be no condition on them yet. */
export function figuresToCome(offers: readonly FigureOffer[], say: Say): readonly FilterColumn[] {
  return offers
    .filter(({ figure }) => figure === undefined)
    .map(({ id, name }) => ({ heading: say(name), names: [id], content: { kind: 'awaited' } }));
}

export function isFigureColumn(id: string): boolean {
  return id.startsWith(prefix);
}

function figureColumn({ id, name, unit, values }: Figure, say: Say): LayerColumn {
  const heading = say(name);
  const value = (node: number): number => values[node] ?? Number.NaN;
  return {
    ...{ id: `${prefix}${id}`, heading, names: [id], width: widthFor(heading), figures: true, value },
    text: (node) => (Number.isNaN(value(node)) ? '' : formatQuantity(value(node), unit)),
    mark: (node) => (value(node) === 0 ? 'zero' : ''),
    content: { kind: 'number', unit, value },
  };
}

/** Pixels for a heading and the sign of how it is sorted, within bounds. */
function widthFor(heading: string): number {
  return Math.min(144, Math.max(88, 40 + 7 * heading.length));
}
