import type { ReductionKind, ReductionWish, ReductionWishOf } from '../../../src/protocol/webview/reductionWish.ts';

export const reductionKinds = ['channels', 'weights', 'low-rank'] as const satisfies readonly ReductionKind[];

/** What was wished for last of every kind, without what is protected: that is the same for all. */
export type ReductionWishes = { readonly [Kind in ReductionKind]: Omit<ReductionWishOf<Kind>, 'keep'> };

/** What is kept of a form that takes something away. */
export interface ReductionState {
  readonly kind: ReductionKind;
  readonly wishes: ReductionWishes;
  /** Ids of nodes that stay as they are. */
  readonly keep: readonly string[];
}

/** What can be chosen where a few words are the choice. */
export const reductionWords = {
  channels: {
    criterion: ['group-norm', 'l1', 'l2', 'batch-norm', 'activation', 'random'],
    scope: ['layer', 'model'],
    repair: ['auto', 'refit', 'bias', 'none'],
    attention: ['heads', 'head-size'],
  },
  weights: {
    criterion: ['magnitude', 'wanda', 'reconstruction', 'random'],
    pattern: ['free', '2:4', '4:8', '1x4', '4x1'],
    scope: ['layer', 'model'],
    storage: ['auto', 'sparse', 'bitmap', 'dense'],
  },
  'low-rank': {
    factorization: ['activation-aware', 'svd'],
    convolutions: ['auto', 'channel', 'spatial', 'none'],
  },
} as const;

const usual: ReductionWishes = {
  channels: {
    ...{ kind: 'channels', ratio: 0.3, criterion: 'group-norm', scope: 'layer', repair: 'auto' },
    ...{ attention: 'heads', pruneSteps: 1 },
  },
  weights: {
    ...{ kind: 'weights', sparsity: 0.5, criterion: 'magnitude', pattern: 'free', scope: 'model', storage: 'auto' },
  },
  'low-rank': {
    ...{ kind: 'low-rank', rank: 'energy=0.99', factorization: 'activation-aware', convolutions: 'auto' },
    onlyFaster: true,
  },
};

/** The wish for what is chosen now. */
export function wishOf({ kind, wishes, keep }: ReductionState): ReductionWish {
  return { ...wishes[kind], keep };
}

/** Channels go by shares of single layers, by their names. */
export function withShares(state: ReductionState, groupRatios: Readonly<Record<string, number>>): ReductionState {
  const { wishes } = state;
  const channels = { ...wishes.channels, groupRatios: { ...groupRatios } };
  return { ...state, kind: 'channels', wishes: { ...wishes, channels } };
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readReductionState(kept: unknown): ReductionState {
  const { kind, wishes, keep } = fieldsOf(kept);
  const of = <Kind extends ReductionKind>(each: Kind): ReductionWishes[Kind] =>
    readWish(usual[each], reductionWords[each], fieldsOf(wishes)[each]);
  return {
    kind: reductionKinds.find((each) => each === kind) ?? 'channels',
    wishes: { channels: of('channels'), weights: of('weights'), 'low-rank': of('low-rank') },
    keep: Array.isArray(keep) ? keep.filter((each) => typeof each === 'string') : [],
  };
}

/** Fields of the type that they usually have, and words that there are; numbers and texts are checked again where they are used. */
function readWish<Wish extends object>(
  standard: Wish,
  words: Readonly<Record<string, readonly string[]>>,
  kept: unknown,
): Wish {
  const fields = fieldsOf(kept);
  const own = Object.entries(standard).map(([name, value]: [string, unknown]) => {
    const field = fields[name];
    const isFit = name !== 'kind' && typeof field === typeof value && words[name]?.includes(String(field)) !== false;
    return [name, isFit ? field : value] as const;
  });
  const multiple = fields['channelMultiple'];
  const ratios = Object.entries(fieldsOf(fields['groupRatios'])).filter(([, ratio]) => typeof ratio === 'number');
  const optional = [
    ...(typeof multiple === 'number' && multiple > 0 ? [['channelMultiple', multiple] as const] : []),
    ...(ratios.length > 0 ? [['groupRatios', Object.fromEntries(ratios)] as const] : []),
  ];
  return Object.fromEntries([...own, ...optional]) as unknown as Wish;
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}
