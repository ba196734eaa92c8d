import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import { type NodeSelection, selector } from '../../quantize/plan/selection.ts';

/**
 * Names and globs of options that fit no node: most likely slips of the pen.
 * @throws UserError where none of those fits that say what a pass works on
 */
export function unmatchedNames(model: Model, { includeNodes, excludeNodes }: NodeSelection): readonly Message[] {
  const unmatched = (names: readonly string[]): readonly string[] => names.filter((name) => !fitsAny(model, name));
  const missing = unmatched(includeNodes ?? []);
  if (missing.length > 0 && missing.length === includeNodes?.length) {
    throw userError('pruning.names-unmatched', { file: model.file, names: missing.join(', ') });
  }
  return [...missing, ...unmatched(excludeNodes)].map((name) => message('pruning.name-unmatched', { name }));
}

function fitsAny(model: Model, name: string): boolean {
  for (const graph of model.graphs()) {
    const reasonAgainst = selector(graph, { includeNodes: [name], excludeNodes: [], excludeOperators: [] });
    for (const node of graph.nodes) if (reasonAgainst(node) === undefined) return true;
  }
  return false;
}
