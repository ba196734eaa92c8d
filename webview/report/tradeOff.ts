import { message } from '../../src/protocol/messages/catalogue.ts';
import type { MixedTable } from '../../src/protocol/result/mixedTable.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';
import { dataTable } from '../table/dataTable.ts';

/** The models that a search made and measured, and what the one that was taken keeps in float. */
export function tradeOff({ columns, rows, summary, kept }: MixedTable, say: Say): HTMLElement {
  const title = say(message('mixed.heading', {}));
  const headings = columns.map(({ heading, ...column }) => ({ ...column, heading: say(heading) }));
  const cells = rows.map((row) => row.map((cell) => say(cell)));
  return element(
    'section',
    {},
    element('h2', {}, title),
    element('p', {}, say(summary)),
    dataTable(title, headings, cells),
    ...(kept.length > 0 ? [element('ul', {}, ...kept.map((node) => element('li', {}, node)))] : []),
  );
}
