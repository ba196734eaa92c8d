import { element, linkButton } from '../../element.ts';
import { formatQuantity } from '../../graph/drawing/overlay/unit.ts';
import type { Figure } from '../figures.ts';
import { awaitInto } from './awaited.ts';
import type { ViewContext } from './context.ts';
import { combined, type NodeNumbers } from '../combinedFigures.ts';
import { rankOf } from './figureRank.ts';
import { live } from './live.ts';

/** Figures that a node does not have because it has nothing of the kind, not because it is not known. */
const noneIsNothing: ReadonlySet<string> = new Set(['parameters', 'bytes']);

interface Row {
  readonly name: string;
  readonly value: string;
  readonly remark: string;
}

/** The figures of a node, each with its place among those of other nodes. */
export function nodeFigures(context: ViewContext, node: number): HTMLElement {
  return figures(context, () => {
    return known(context).flatMap((figure) => {
      const value = figure.values[node]!;
      if (Number.isNaN(value) && figure.id !== 'macs') return [];
      const rank = rankOf(figure, node);
      return {
        name: context.say(figure.name),
        value: quantity(value, figure),
        remark: Number.isNaN(value)
          ? context.word('inspector.not-known')
          : rank === undefined
            ? ''
            : context.word('inspector.rank', { place: rank.place, of: rank.of }),
      };
    });
  });
}

/** The figures of several nodes together. */
export function combinedFigures(context: ViewContext, nodes: NodeNumbers): HTMLElement {
  return figures(context, () => {
    return known(context).map((figure) => {
      const { value, known: counted } = combined(figure, nodes);
      const isWhole = counted === nodes.length || noneIsNothing.has(figure.id);
      // Nothing of what is known is not nothing of all.
      const isKnown = isWhole || value !== 0;
      return {
        name: context.say(figure.name),
        value: quantity(isKnown ? value : Number.NaN, figure),
        remark: isWhole ? '' : context.word('inspector.of-nodes', { known: counted, count: nodes.length }),
      };
    });
  });
}

function quantity(value: number, { unit }: Figure): string {
  return Number.isNaN(value) ? '–' : formatQuantity(value, unit);
}

function known({ opened }: ViewContext): readonly Figure[] {
  return opened.figures.all.flatMap(({ figure }) => figure ?? []);
}

function figures(context: ViewContext, rows: () => readonly Row[]): HTMLElement {
  const { opened, signal } = context;
  const table = live('div', [opened.figures], signal, () => [tableOf(context.word('inspector.figures'), rows())]);
  return element('div', { class: 'figures' }, table, offers(context));
}

function tableOf(label: string, rows: readonly Row[]): HTMLElement {
  const lines = rows.map(({ name, value, remark }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', { class: 'figure' }, value),
      element('td', { class: 'description' }, remark),
    ),
  );
  return element('table', { class: 'facts', 'aria-label': label }, element('tbody', {}, ...lines));
}

/** Figures that have to be asked for. */
function offers(context: ViewContext): HTMLElement {
  const { figures: all } = context.opened;
  const places = all.all
    .filter(({ figure, load }) => figure === undefined && load !== undefined)
    .map(({ id, name }) => {
      const place = element('div', { class: 'offer' });
      const compute = linkButton(context.word('inspector.compute-figure', { figure: context.say(name) }), () => {
        const ask = (signal: AbortSignal): Promise<unknown> => all.load(id, signal);
        void awaitInto(place, context, { ask, show: () => [], waiting: context.word('inspector.computing') });
      });
      place.append(compute);
      return place;
    });
  return element('div', {}, ...places);
}
