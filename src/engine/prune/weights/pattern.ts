import type { PruneWeightsOptions } from '../../../protocol/options/pruneWeights.ts';
import { formatShare } from '../../../protocol/quantity.ts';
import { userError } from '../../../protocol/userError.ts';

/**
 * Which weights of a layer's matrix go together.
 * - `free`: every one alone.
 * - `groups`: of every `of` neighbours in a row, all but `kept`; the last group of a row may be shorter, as if zeros followed.
 * - `blocks`: rectangles of rows × columns; those at the edges may be smaller.
 */
export type Pattern =
  | { readonly kind: 'free' }
  | { readonly kind: 'groups'; readonly kept: number; readonly of: number }
  | { readonly kind: 'blocks'; readonly rows: number; readonly columns: number };

export const free: Pattern = { kind: 'free' };

/** The pattern that the options ask for. @throws UserError where it contradicts the other options */
export function patternOf(options: PruneWeightsOptions): Pattern {
  const pattern = parsed(options.pattern);
  const { threshold, criterion, maximumSparsity } = options;
  if (threshold !== undefined && (criterion !== 'magnitude' || pattern.kind === 'groups')) {
    throw userError('pruneWeights.threshold-criterion', { criterion, pattern: options.pattern });
  }
  if (pattern.kind !== 'groups') return pattern;
  const { kept, of } = pattern;
  if (kept >= of) throw userError('pruneWeights.pattern-order', { pattern: options.pattern });
  const share = (of - kept) / of;
  if (share > maximumSparsity) {
    const limit = formatShare(maximumSparsity);
    throw userError('pruneWeights.pattern-limit', { pattern: options.pattern, share: formatShare(share), limit });
  }
  return pattern;
}

function parsed(text: string): Pattern {
  const [first = 1, second = 1] = text.split(/[:x]/).map(Number);
  if (text.includes(':')) return { kind: 'groups', kept: first, of: second };
  return text.includes('x') && (first > 1 || second > 1) ? { kind: 'blocks', rows: first, columns: second } : free;
}
