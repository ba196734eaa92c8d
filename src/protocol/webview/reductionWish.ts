import type { FactorizeOptions } from '../options/factorize.ts';
import type { PruneChannelsOptions } from '../options/pruneChannels.ts';
import type { PruneWeightsOptions } from '../options/pruneWeights.ts';

/** Nodes that stay as they are, by their ids. */
interface Protecting {
  readonly keep: readonly string[];
}

/** What is to be taken away of a model; what is left out is as usual. */
export type ReductionWish =
  | ({ readonly kind: 'channels' } & Protecting &
      Pick<PruneChannelsOptions, 'ratio' | 'criterion' | 'scope' | 'repair' | 'attention' | 'pruneSteps'> &
      Partial<Pick<PruneChannelsOptions, 'channelMultiple' | 'groupRatios'>>)
  | ({ readonly kind: 'weights' } & Protecting &
      Pick<PruneWeightsOptions, 'sparsity' | 'criterion' | 'pattern' | 'scope' | 'storage'>)
  | ({ readonly kind: 'low-rank' } & Protecting &
      Pick<FactorizeOptions, 'rank' | 'factorization' | 'convolutions' | 'onlyFaster'>);

export type ReductionKind = ReductionWish['kind'];
/** The wish of one kind. */
export type ReductionWishOf<Kind extends ReductionKind> = Extract<ReductionWish, { readonly kind: Kind }>;
