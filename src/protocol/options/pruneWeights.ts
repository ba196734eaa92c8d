import * as z from 'zod';
import {
  calibrationSamples,
  excludeNodes,
  excludeOperators,
  includeNodes,
  includeOperators,
} from './layerSelection.ts';
import { option } from './option.ts';

/** Which weights may go: any (`free`), so many in each group of neighbours (`2:4` keeps 2 of 4), or whole blocks (`1x4`: rows × columns). */
const pattern = z.string().refine((text) => /^(free|[1-9]\d{0,3}:[1-9]\d{0,3}|[1-9]\d{0,3}x[1-9]\d{0,3})$/.test(text), {
  params: { code: 'option.weight-pattern-form' },
});

/** How weights are stored after some of them have become zero. */
export const sparseStorage = z.enum(['auto', 'dense', 'sparse', 'bitmap']);
export type SparseStorage = z.infer<typeof sparseStorage>;

/** Sets single weights to zero. */
export const pruneWeightsOptions = z.strictObject({
  criterion: option(z.enum(['magnitude', 'wanda', 'reconstruction', 'random']).default('magnitude'), {
    help: 'option.weight-criterion',
    flag: 'weight-criterion',
  }),
  pattern: option(pattern.default('free'), { help: 'option.weight-pattern', value: 'pattern' }),
  /** Share of the weights; with `2:4` and its like the pattern says it. */
  sparsity: option(z.number().gt(0).lt(1).default(0.5), { help: 'option.sparsity', value: 'share' }),
  /** Instead of a share: weights nearer to zero than this go. */
  threshold: option(z.number().positive().exactOptional(), { help: 'option.threshold', value: 'value' }),
  /** Whether every layer loses the same share, or weights of all layers are ranked together. */
  scope: option(z.enum(['layer', 'model']).default('model'), { help: 'option.prune-scope' }),
  /** Share that a layer loses at most. */
  maximumSparsity: option(z.number().gt(0).max(1).default(0.98), { help: 'option.maximum-sparsity', value: 'share' }),
  /** Shares of single layers, by globs over the names of nodes. */
  layerSparsity: option(z.record(z.string(), z.number().min(0).lt(1)).default({}), {
    help: 'option.layer-sparsity',
    value: 'glob=share',
  }),
  storage: option(sparseStorage.default('auto'), { help: 'option.sparse-storage' }),
  includeOperators,
  excludeOperators,
  includeNodes,
  excludeNodes,
  calibrationSamples,
});
export type PruneWeightsOptions = z.infer<typeof pruneWeightsOptions>;
