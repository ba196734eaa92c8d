import { spokenCell, type VariantRow, type VariantTable } from '../../../src/presentation/benchmark/variantTable.ts';
import type { TableCell } from '../../../src/presentation/table.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Say } from '../../page.ts';
import type { SizedColumn } from '../../table/columns.ts';
import { cellContent } from '../../table/shownTable.ts';

/** Pixels, by the ids of columns. */
const widths: Readonly<Record<string, number>> = { size: 188, latency: 136, provider: 80, agreement: 104, sqnr: 148 };
const usual = { metric: 160, other: 128 } as const;

/** The columns that say the most of what variants cost and give, against the original. */
export function variantColumns(table: VariantTable, say: Say): readonly SizedColumn<VariantRow>[] {
  const { columns, rows } = table;
  // A model alone is compared with nothing.
  const isCompared = rows.length > 1 || rows.some(({ failure }) => failure !== undefined);
  const shown = [...columns.keys()].filter((index) => {
    const { id, detail } = columns[index]!;
    return !detail && id !== 'speed' && id !== 'remark';
  });
  return [
    {
      ...{ id: 'name', heading: say(message('presentation.model', {})), width: 176, grows: !isCompared },
      text: ({ name, isOriginal }) =>
        isOriginal && rows.length > 1 ? say(message('presentation.original', { name })) : name,
      value: ({ place }) => place,
    },
    ...(isCompared ? [standing(table, say)] : []),
    ...shown.map((index): SizedColumn<VariantRow> => {
      const { id, heading, figures } = columns[index]!;
      const cell = ({ cells }: VariantRow) => cells[index];
      const spoken = (row: VariantRow): TableCell => shownCell(id, cell(row), say);
      const isNumber = rows.some((row) => typeof cell(row)?.value === 'number');
      return {
        ...{ id, heading: say(heading), figures },
        width: widths[id] ?? (id.startsWith('metric-') ? usual.metric : usual.other),
        text: (row) => spoken(row).text,
        fill: (place, row) => place.replaceChildren(...cellContent(spoken(row))),
        ...(isNumber && { value: (row) => Number(cell(row)?.value ?? Number.NaN) }),
      };
    }),
  ];
}

/** How a variant stands against the original; why that is not known stands in the same place. */
function standing({ columns, rows }: VariantTable, say: Say): SizedColumn<VariantRow> {
  const index = columns.findIndex(({ id }) => id === 'speed');
  const spoken = ({ cells, failure }: VariantRow): TableCell => {
    const cell = cells[index];
    // What was measured in part says what, before it says why not all of it.
    if (failure === undefined) return cell === undefined ? { text: '' } : spokenCell(cell, say);
    if (typeof cell?.value !== 'number') return { text: say(failure) };
    return { text: `${spokenCell(cell, say).text} · ${say(failure)}` };
  };
  return {
    ...{ id: 'speed', heading: say(message('presentation.speed', {})), width: 240, grows: true },
    text: (row) => spoken(row).text,
    fill: (place, row) => place.replaceChildren(...cellContent(spoken(row))),
    value: (row) => (row.isOriginal && rows.length > 1 ? 1 : Number(row.cells[index]?.value ?? Number.NaN)),
  };
}

/** The interval of the latency stands with its distribution. */
function shownCell(id: string, cell: VariantRow['cells'][number], say: Say): TableCell {
  if (cell === undefined) return { text: '' };
  return id === 'latency' ? { text: say(cell.text) } : spokenCell(cell, say);
}
