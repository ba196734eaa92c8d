import { message } from '../../src/protocol/messages/catalogue.ts';
import type { SummaryRow } from '../../src/protocol/result/summary.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';
import { dataTable } from '../table/dataTable.ts';

/** What was gained and what it cost: before, after, change. */
export function gains(summary: readonly SummaryRow[], say: Say): HTMLElement {
  const title = say(message('page.gains', {}));
  const columns = [
    { heading: say(message('page.gain', {})) },
    { heading: say(message('summary.before', {})), align: 'right' },
    { heading: say(message('summary.after', {})), align: 'right' },
    { heading: say(message('summary.change', {})) },
  ] as const;
  const rows = summary.map(({ label, before, after, change }) => [say(label), before, after, say(change)]);
  return element('section', {}, element('h2', {}, title), dataTable(title, columns, rows));
}
