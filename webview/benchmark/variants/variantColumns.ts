import { spokenCell, type VariantRow, type VariantTable } from '../../../src/presentation/benchmark/variantTable.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Say } from '../../page.ts';
import type { SizedColumn } from '../../table/columns.ts';

/** Pixels, by the ids of columns. */
const widths: Readonly<Record<string, number>> = { size: 172, speed: 184, latency: 188, provider: 80, remark: 260 };
const usual = 124;

/** The columns that say the most of what variants cost and give, against the original. */
export function variantColumns({ columns, rows }: VariantTable, say: Say): readonly SizedColumn<VariantRow>[] {
  const shown = [...columns.keys()].filter((index) => !columns[index]!.detail);
  return [
    {
      ...{ id: 'name', heading: say(message('presentation.model', {})), width: 220, grows: true },
      text: ({ name, isOriginal }) =>
        isOriginal && rows.length > 1 ? say(message('presentation.original', { name })) : name,
      value: ({ place }) => place,
    },
    ...shown.map((index): SizedColumn<VariantRow> => {
      const { id, heading, figures } = columns[index]!;
      const cell = ({ cells }: VariantRow) => cells[index];
      const isNumber = rows.some((row) => typeof cell(row)?.value === 'number');
      return {
        ...{ id, heading: say(heading), width: widths[id] ?? usual, figures },
        text: (row) => (cell(row) === undefined ? '' : spokenCell(cell(row), say).text),
        ...(isNumber && { value: (row) => Number(cell(row)?.value ?? Number.NaN) }),
        mark: (row) => (cell(row)?.tone === undefined ? '' : `tone ${cell(row)!.tone!}`),
      };
    }),
  ];
}
