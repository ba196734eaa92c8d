import picomatch from 'picomatch';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';

/**
 * Which nodes a person wants quantized: by operator, or by globs over names and ids (those of the user's file too). What is the
 * name or the id of a node means that node alone, whatever signs are in it.
 */
export interface NodeSelection {
  readonly includeOperators?: readonly string[];
  readonly excludeOperators: readonly string[];
  readonly includeNodes?: readonly string[];
  readonly excludeNodes: readonly string[];
}

/** Says for a node why the person did not want it, or nothing. */
export function selector(graph: Graph, selection: NodeSelection): (node: onnx.NodeProto) => Message | undefined {
  const included = selection.includeNodes === undefined ? undefined : matcher(graph, selection.includeNodes);
  const excluded = matcher(graph, selection.excludeNodes);
  const excludedOperators = new Set(selection.excludeOperators);
  const includedOperators = selection.includeOperators === undefined ? undefined : new Set(selection.includeOperators);
  return (node) => {
    if (excludedOperators.has(node.opType)) return message('reason.excluded-operator', { operator: node.opType });
    if (includedOperators?.has(node.opType) === false) return message('reason.not-included', {});
    if (included?.(node) === false) return message('reason.not-included', {});
    return excluded(node) ? message('reason.excluded-node', {}) : undefined;
  };
}

function matcher(graph: Graph, globs: readonly string[]): (node: onnx.NodeProto) => boolean {
  if (globs.length === 0) return () => false;
  const wanted = new Set(globs);
  const exact = new Set([...graph.nodes].flatMap((node) => namesOf(graph, node)).filter((name) => wanted.has(name)));
  const patterns = globs.filter((glob) => !exact.has(glob));
  // Names of tensors are paths of a kind, and a star should cross their slashes: `/layer1*` means all below it.
  const matches = patterns.length === 0 ? () => false : picomatch(patterns, { bash: true, dot: true });
  return (node) => namesOf(graph, node).some((name) => exact.has(name) || matches(name));
}

function namesOf(graph: Graph, node: onnx.NodeProto): readonly string[] {
  return [node.name, graph.id(node), ...graph.origins(node)].filter((name) => name !== '');
}
