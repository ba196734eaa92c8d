import type { ProfileOverhead } from '../../protocol/result/profile.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { KernelTime } from '../runtime/kernelTimes.ts';
import type { PlacedNode } from '../runtime/markedModel.ts';
import { type RewrittenModel } from '../runtime/rewrittenModel.ts';
import { hasMacs } from './macs/registry.ts';

/** With whom the time of a kernel stands: a node of the user's file, or nobody who asked for it. */
export type KernelOwner =
  | {
      readonly kind: 'node';
      /** The node that does most of the kernel's work. */
      readonly owner: PlacedNode;
      /** The other nodes whose work it does as well. */
      readonly others: readonly PlacedNode[];
    }
  | {
      readonly kind: ProfileOverhead['kind'];
      /** The nodes that write what it reads and read what it writes. */
      readonly beside: readonly PlacedNode[];
    };

/** What the runtime inserts to lay a tensor out otherwise. */
const layoutOperators: ReadonlySet<string> = new Set([
  ...['ReorderInput', 'ReorderOutput', 'Transpose', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Identity'],
]);

/** What it inserts to write the same numbers as another type. */
const conversionOperators: ReadonlySet<string> = new Set([
  ...['Cast', 'QuantizeLinear', 'DequantizeLinear', 'DynamicQuantizeLinear'],
]);

/** Says whose a kernel is. @param macsOf of a node in one run, as far as they are known */
export function ownerOf(
  { operator, rewritten: kernel }: KernelTime,
  rewritten: RewrittenModel,
  macsOf: (placed: PlacedNode) => number | undefined,
): KernelOwner {
  const owner = kernel && mostImportant(kernel.origins, operator, macsOf);
  if (kernel !== undefined && owner !== undefined) {
    return { kind: 'node', owner, others: kernel.origins.filter((each) => each !== owner) };
  }
  const kind = layoutOperators.has(operator) ? 'layout' : conversionOperators.has(operator) ? 'conversion' : 'other';
  const neighbours = kernel === undefined ? [] : neighboursOf(kernel.node, kernel.graph, rewritten);
  const beside = neighbours.flatMap(({ origins, node }) => mostImportant(origins, node.opType, macsOf) ?? []);
  return { kind, beside: [...new Set(beside)] };
}

/** The node with the most multiplications; else one of the kernel's own kind; else the last one. */
function mostImportant(
  nodes: readonly PlacedNode[],
  operator: string,
  macsOf: (placed: PlacedNode) => number | undefined,
): PlacedNode | undefined {
  const weight = (placed: PlacedNode): number =>
    hasMacs(placed.node) ? 2 + (macsOf(placed) ?? 0) : operator.includes(placed.node.opType) ? 1 : 0;
  return nodes.reduce<PlacedNode | undefined>(
    (best, each) => (best === undefined || weight(each) > weight(best) ? each : best),
    undefined,
  );
}

/** The nearest kernels before and after an inserted one that came from nodes of the user's model. */
function neighboursOf(inserted: onnx.NodeProto, graph: Graph, rewritten: RewrittenModel) {
  const before = nearest(inserted, rewritten, graph, (node) =>
    node.input.flatMap((tensor) => graph.producer(tensor) ?? []),
  );
  const after = nearest(inserted, rewritten, graph, (node) =>
    node.output.flatMap((tensor) => [...graph.consumers(tensor)]),
  );
  return [...before, ...after];
}

function nearest(
  start: onnx.NodeProto,
  rewritten: RewrittenModel,
  graph: Graph,
  next: (node: onnx.NodeProto) => readonly onnx.NodeProto[],
) {
  const seen = new Set([start]);
  const waiting = [...next(start)];
  const found = [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const kernel = rewritten.kernel(node, graph);
    if (kernel.origins.length > 0) found.push(kernel);
    else waiting.push(...next(node));
  }
  return found;
}
