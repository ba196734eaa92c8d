import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatCount, formatShare } from '../../../../src/protocol/quantity.ts';
import type { Say } from '../../../page.ts';
import type { SizedColumn } from '../../../table/columns.ts';
import { type ReductionRow, shareOf } from './reductionRows.ts';

/** The columns of what would go: of which layers, how much, and why. */
export function reductionColumns(say: Say, row: (id: string) => ReductionRow): readonly SizedColumn<string>[] {
  const amount = (id: string, of: 'before' | 'after') => row(id).amount?.[of];
  const shown = (value: number | undefined): string => (value === undefined ? '' : formatCount(value));
  return [
    {
      ...{ id: 'layers', heading: say(message('reduction.layers', {})), width: 280 },
      text: (id) => [...new Set(row(id).layers.map(({ name, node }) => name || node))].join(', '),
    },
    {
      ...{ id: 'operator', heading: say(message('reduction.operator', {})), width: 104 },
      text: (id) => [...new Set(row(id).layers.map(({ operator }) => operator))].join(', '),
    },
    ...(['before', 'after'] as const).map((of): SizedColumn<string> => ({
      ...{ id: of, heading: say(message(`reduction.${of}`, {})), width: 80, figures: true },
      ...{ text: (id) => shown(amount(id, of)), value: (id) => amount(id, of) ?? Number.NaN },
    })),
    {
      ...{ id: 'unit', heading: say(message('reduction.of', {})), width: 80 },
      text: (id) => (row(id).amount === undefined ? '' : say(message(`reduction.unit-${row(id).unit}`, {}))),
    },
    {
      ...{ id: 'goes', heading: say(message('reduction.goes', {})), width: 72, figures: true },
      text: (id) => shareText(shareOf(row(id))),
      value: (id) => shareOf(row(id)) ?? Number.NaN,
    },
    {
      ...{ id: 'why', heading: say(message('reduction.why', {})), width: 320, grows: true },
      text: (id) =>
        row(id)
          .reasons.map((reason) => say(reason))
          .join(' '),
    },
  ];
}

function shareText(share: number | undefined): string {
  return share === undefined ? '' : formatShare(share);
}
