import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatCount, formatDecibels, formatShare, rounded } from '../../../../src/protocol/quantity.ts';
import type { OutputEffect, RankInterval, SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import type { Say } from '../../../page.ts';
import type { SizedColumn } from '../../../table/columns.ts';
import type { Bars } from '../ranking/bars.ts';
import { type Signal, signalKinds, signals } from './signals.ts';

/** What the columns are made of. */
export interface LayerColumnsOptions {
  readonly say: Say;
  readonly signal: Signal;
  /** All signals that there are. */
  readonly measured: readonly Signal[];
  readonly layers: readonly SensitiveLayer[];
  readonly layer: (id: string) => SensitiveLayer;
  /** The place of a layer when all are ranked, from 1; undefined where it was not measured. */
  readonly place: (id: string) => number | undefined;
  readonly bars: Bars;
}

type Column = SizedColumn<string>;

/** The columns of the ranking: what is ranked by, with its bar, and whatever else is known. Rows are layers, by their ids. */
export function layerColumns(options: LayerColumnsOptions): readonly Column[] {
  const { say, signal, measured, layers, layer, place, bars } = options;
  const { decibels, rank, effect } = signalKinds[signal];
  const value = (id: string): number => decibels(layer(id)) ?? Number.NaN;
  const effectOf = (each: SensitiveLayer): OutputEffect | undefined => effect?.(each);
  const hasAny = (figure: (each: SensitiveLayer) => unknown): boolean =>
    layers.some((each) => figure(each) !== undefined);
  const number = (id: string, heading: string, width: number, of: (layer: SensitiveLayer) => number | undefined) => ({
    ...{ id, heading, width, figures: true, value: (row: string) => of(layer(row)) ?? Number.NaN },
  });
  const rankText = (id: string): string => {
    const interval = rank?.(layer(id));
    return interval === undefined ? '' : intervalText(interval);
  };
  return [
    {
      ...{ id: 'place', heading: say(message('findings.place', {})), width: 48, figures: true },
      ...{ text: (id) => String(place(id) ?? ''), value: (id) => place(id) ?? Number.NaN },
    },
    ...(hasAny((each) => rank?.(each))
      ? [{ ...number('interval', say(message('findings.rank-interval', {})), 80, midRank(rank)), text: rankText }]
      : []),
    {
      ...{ id: 'operator', heading: say(message('findings.operator', {})), width: 120 },
      text: (id) => layer(id).operator,
    },
    {
      ...{ id: 'name', heading: say(message('findings.name', {})), width: 240, text: (id) => nameOf(layer(id)) },
    },
    {
      ...{ id: 'bar', heading: say(message(`findings.bar-${signal}`, {})), width: 320, grows: true, value },
      ...{ text: () => '', fill: (cell, id) => bars.fill(cell, id, value(id)) },
      fillHeading: (cell) => bars.fillHeading(cell),
    },
    ...[signal, ...signals.filter((each) => each !== signal && measured.includes(each))].map((each): Column => {
      const own = signalKinds[each];
      return {
        ...number(each, say(message(`findings.signal-${each}`, {})), each === signal ? 88 : 96, own.decibels),
        text: (id) => optional(own.decibels(layer(id)), formatDecibels),
      };
    }),
    ...(hasAny((each) => effectOf(each)?.divergence)
      ? [
          {
            ...number('divergence', say(message('findings.divergence', {})), 88, (each) => effectOf(each)?.divergence),
            text: (id: string) => optional(effectOf(layer(id))?.divergence, rounded),
          },
        ]
      : []),
    ...(hasAny((each) => effectOf(each)?.changed)
      ? [
          {
            ...number('changed', say(message('findings.changed', {})), 112, (each) => effectOf(each)?.changed),
            text: (id: string) => optional(effectOf(layer(id))?.changed, formatShare),
          },
        ]
      : []),
    ...(hasAny(({ macs }) => macs)
      ? [
          {
            ...number('macs', say(message('findings.macs', {})), 80, ({ macs }) => macs),
            text: (id: string) => optional(layer(id).macs, formatCount),
          },
        ]
      : []),
  ];
}

/** What a layer is called: by what it writes where it has no name. */
export function nameOf({ name, node }: Pick<SensitiveLayer, 'name' | 'node'>): string {
  return name === '' ? node : name;
}

/** The places that a layer has on most other samples: `2–5`. */
export function intervalText({ low, high }: RankInterval): string {
  return low === high ? rounded(low) : `${rounded(low)}–${rounded(high)}`;
}

function midRank(
  rank: ((layer: SensitiveLayer) => RankInterval | undefined) | undefined,
): (layer: SensitiveLayer) => number | undefined {
  return (layer) => {
    const interval = rank?.(layer);
    return interval && (interval.low + interval.high) / 2;
  };
}

/** Empty where it was not measured, `–` where it is undefined. */
function optional(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? '' : format(value);
}
