import { arithmeticIntensity } from '../../../../src/presentation/profile/profileSums.ts';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import {
  formatBytes,
  formatCount,
  formatMilliseconds,
  formatShare,
  rounded,
} from '../../../../src/protocol/quantity.ts';
import type { ProfiledNode } from '../../../../src/protocol/result/profile.ts';
import type { Say } from '../../../page.ts';
import type { SizedColumn } from '../../../table/columns.ts';
import type { RankedColumns } from '../ranking/rankedBars.ts';
import { type ProfileRow, type ProfileView, timeOf } from './profileRows.ts';

/** What the columns are made of. */
export interface ProfileColumnsOptions extends RankedColumns<ProfileRow> {
  readonly say: Say;
  readonly view: ProfileView;
  /** Milliseconds of all kernels. */
  readonly kernels: number;
  /** What a node is called, by its id. */
  readonly nameOf: (node: string) => string;
}

type Column = SizedColumn<string>;

/** The columns of the ranking: time with its bar, and whatever else is known. Rows are known by their ids. */
export function profileColumns(options: ProfileColumnsOptions): readonly Column[] {
  const { say, view, kernels, row, place, bars } = options;
  const number = (
    id: string,
    heading: string,
    width: number,
    of: (row: ProfileRow) => number | undefined,
    format: (value: number) => string,
  ): Column => ({
    ...{ id, heading, width, figures: true, value: (each) => of(row(each)) ?? Number.NaN },
    text: (each) => {
      const value = of(row(each));
      return value === undefined ? '' : format(value);
    },
  });
  const words = (id: string, heading: string, width: number, of: (row: ProfileRow) => string): Column => ({
    ...{ id, heading, width, text: (each) => of(row(each)) },
  });
  const share = (each: ProfileRow): number | undefined => {
    const time = timeOf(each);
    return time === undefined || kernels === 0 ? undefined : time / kernels;
  };
  const time = (id: string): number => timeOf(row(id)) ?? Number.NaN;
  return [
    {
      ...{ id: 'place', heading: say(message('performance.place', {})), width: 48, figures: true },
      ...{ text: (id) => String(place(id) ?? ''), value: (id) => place(id) ?? Number.NaN },
    },
    ...(view === 'node'
      ? [
          words('operator', say(message('performance.operator', {})), 120, (each) =>
            each.kind === 'node' ? each.node.operator : '',
          ),
        ]
      : []),
    words('name', headingOfNames(say, view), 240, (each) => nameOfRow(say, each)),
    ...(view === 'node'
      ? []
      : [number('nodes', say(message('performance.nodes', {})), 72, (each) => sumOf(each)?.nodes, formatCount)]),
    {
      ...{ id: 'bar', heading: say(message('performance.bar', {})), width: 320, grows: true, value: time },
      ...{ text: () => '', fill: (cell, id) => bars.fill(cell, id, time(id)) },
      fillHeading: (cell) => bars.fillHeading(cell),
    },
    number('time', say(message('performance.time', {})), 80, timeOf, formatMilliseconds),
    number('share', say(message('performance.share', {})), 72, share, formatShare),
    ...(view === 'node' ? nodeColumns(options, words) : [integerColumn(say, number)]),
    number('macs', say(message('performance.macs', {})), 80, macsOf, formatCount),
    number('bytes', say(message('performance.bytes', {})), 80, bytesOf, formatBytes),
    number('intensity', say(message('performance.intensity', {})), 80, intensityOf, rounded),
  ];
}

/** What a row is called: a node by what it writes where it has no name. */
export function nameOfRow(say: Say, row: ProfileRow): string {
  if (row.kind === 'node') return row.node.name === '' ? row.node.node : row.node.name;
  return row.sum.name === '' ? say(message('performance.no-group', {})) : row.sum.name;
}

/** As what a node runs, in a word or two. */
export function runsText(say: Say, { runs, into }: ProfiledNode, nameOf: (node: string) => string): string {
  switch (runs) {
    case 'integer':
      return say(message('performance.integer', {}));
    case 'float':
      return say(message('performance.float', {}));
    case 'folded':
      return say(message('performance.folded', {}));
    case 'fused':
      return into === undefined
        ? say(message('performance.fused-somewhere', {}))
        : say(message('performance.fused', { node: nameOf(into) }));
  }
}

function headingOfNames(say: Say, view: ProfileView): string {
  const codes = { node: 'performance.name', operator: 'performance.operator', group: 'performance.group' } as const;
  return say(message(codes[view], {}));
}

function nodeColumns(
  { say, nameOf }: ProfileColumnsOptions,
  words: (id: string, heading: string, width: number, of: (row: ProfileRow) => string) => Column,
): readonly Column[] {
  return [
    words('runs', say(message('performance.runs-as', {})), 120, (each) =>
      each.kind === 'node' ? runsText(say, each.node, nameOf) : '',
    ),
    words('kernel', say(message('performance.kernel', {})), 120, (each) =>
      each.kind === 'node' ? (each.node.kernel ?? '') : '',
    ),
  ];
}

function integerColumn(
  say: Say,
  number: (
    id: string,
    heading: string,
    width: number,
    of: (row: ProfileRow) => number | undefined,
    format: (value: number) => string,
  ) => Column,
): Column {
  const integerShare = (each: ProfileRow): number | undefined => {
    const sum = sumOf(each);
    return sum === undefined || sum.milliseconds === 0 ? undefined : sum.integerMilliseconds / sum.milliseconds;
  };
  return number('integer', say(message('performance.integer-share', {})), 80, integerShare, formatShare);
}

function sumOf(row: ProfileRow) {
  return row.kind === 'sum' ? row.sum : undefined;
}

function macsOf(row: ProfileRow): number | undefined {
  const macs = row.kind === 'node' ? row.node.macs : row.sum.macs;
  return macs === 0 ? undefined : macs;
}

function bytesOf(row: ProfileRow): number | undefined {
  const { bytes } = row.kind === 'node' ? row.node : row.sum;
  return bytes === 0 ? undefined : bytes;
}

function intensityOf(row: ProfileRow): number | undefined {
  return arithmeticIntensity(row.kind === 'node' ? row.node : row.sum);
}
