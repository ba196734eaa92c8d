/** The tabs below the graph, in their order. */
export const lowerTabs = [
  'layers',
  'sensitivity',
  'trade-off',
  'profile',
  'hints',
  'reduction',
  'curves',
  'variants',
] as const;
export type LowerTab = (typeof lowerTabs)[number];

/** What of the findings a person set, kept while the page is hidden. What the parts keep is theirs to understand. */
export interface FindingsState {
  readonly tab: LowerTab;
  readonly sensitivity: unknown;
  readonly tradeOff: unknown;
  readonly profile: unknown;
  readonly variants: unknown;
  readonly reduction: unknown;
  readonly curves: unknown;
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readFindingsState(kept: unknown): FindingsState {
  const { tab, sensitivity, tradeOff, profile, variants, reduction, curves } = fieldsOf(kept);
  return { tab: isLowerTab(tab) ? tab : 'layers', sensitivity, tradeOff, profile, variants, reduction, curves };
}

/** Of a table with figures. */
export interface TableState {
  /** Pixels by the ids of columns, of those that the person set. */
  readonly widths: Readonly<Record<string, number>>;
}

export function readTableState(kept: unknown): TableState {
  const widths = Object.entries(fieldsOf(fieldsOf(kept)['widths']));
  return {
    widths: Object.fromEntries(
      widths.filter((each): each is [string, number] => typeof each[1] === 'number' && each[1] > 0),
    ),
  };
}

/** One of several words, or undefined. */
export function readWord<Word extends string>(kept: unknown, field: string, words: readonly Word[]): Word | undefined {
  const word = fieldsOf(kept)[field];
  return words.find((each) => each === word);
}

function isLowerTab(name: unknown): name is LowerTab {
  return lowerTabs.some((each) => each === name);
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}
