import { message } from '../../src/protocol/messages/catalogue.ts';
import type { ReductionCell, ReductionTable, ReductionTables } from '../../src/protocol/result/reductionTables.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';
import type { Column } from '../table/columns.ts';
import { VirtualTable } from '../table/virtualTable.ts';

/** How the section speaks. */
interface Speech {
  readonly say: Say;
  readonly language: string;
}

/**
 * What a pass took away: a sentence, what went, and what was left as it is with the reasons.
 * @param index of the pass among those that took something away
 */
export function reductionSection(
  { heading, summary, tables }: ReductionTables,
  index: number,
  speech: Speech,
): HTMLElement {
  const title = speech.say(heading);
  return element(
    'section',
    { 'aria-label': title, class: 'reduction' },
    element('h2', {}, title),
    element('p', {}, speech.say(summary)),
    ...tables.flatMap((table, place) => {
      const label = speech.say(table.heading);
      return [
        ...(label === title ? [] : [element('h3', {}, label)]),
        rowsOf(table, `reduction-${index}-${place}`, label, speech),
      ];
    }),
  );
}

type Row = readonly ReductionCell[];

function rowsOf({ columns, rows }: ReductionTable, id: string, label: string, { say, language }: Speech): HTMLElement {
  const table = new VirtualTable<Row>({
    ...{ id, label, description: say(message('pruning.rows-help', {})), language, rows },
    columns: columns.map(({ heading, align }, place) => columnOf(place, heading, align === 'right', rows, say)),
    details: () => [],
    ...{ filter: '', sort: undefined, changed: () => undefined },
  });
  table.scroll = 0;
  return table.element;
}

function columnOf(
  place: number,
  heading: ReductionTable['columns'][number]['heading'],
  figures: boolean,
  rows: readonly Row[],
  say: Say,
): Column<Row> {
  const counted = rows.some((row) => row[place]?.value !== undefined);
  return {
    ...{ id: heading.code.replace('.', '-'), heading: say(heading), figures },
    text: (row) => say(row[place]?.text ?? ''),
    ...(counted && { value: (row: Row) => row[place]?.value ?? Number.NaN }),
  };
}
