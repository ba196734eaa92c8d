import type { ProfiledNode } from '../../protocol/result/profile.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import { isQuantizeOrDequantize } from '../runtime/integerKernels.ts';
import type { KernelTimes } from '../runtime/kernelTimes.ts';
import type { PlacedNode } from '../runtime/markedModel.ts';
import type { AttributedKernels } from './attributeKernels.ts';
import type { NodeRuns } from './nodeRuns.ts';

type OfNodes = AttributedKernels['ofNodes'];

/** What is known of every node of the main graph and of the bodies that ran, in the order of the file, without constants. */
export function profiledNodes(times: KernelTimes, ofNodes: OfNodes, ran: NodeRuns): readonly ProfiledNode[] {
  const entered = new Set<Graph>();
  for (const { graph, node } of times.nodes) if (ran.runs(node) > 0) entered.add(graph);
  for (const { placed } of ofNodes.own.values()) entered.add(placed.graph);
  return times.nodes
    .filter(({ graph, node }) => node.opType !== 'Constant' && (graph.path === '' || entered.has(graph)))
    .map((placed) => {
      const { graph, node } = placed;
      const macs = ran.macs(placed);
      return {
        ...{ node: graph.id(node), name: node.name, operator: node.opType, ...timeOf(placed, ofNodes) },
        ...(macs !== undefined && macs > 0 && { macs }),
      };
    });
}

function timeOf(
  placed: PlacedNode,
  ofNodes: OfNodes,
): Pick<ProfiledNode, 'runs' | 'kernel' | 'into' | 'milliseconds' | 'bytes'> {
  const own = ofNodes.own.get(placed.node);
  if (own !== undefined) {
    const { milliseconds, bytes, main } = own;
    const runs = main.rewritten?.integer === true ? 'integer' : 'float';
    return { runs, kernel: main.operator, milliseconds, bytes };
  }
  const into = ofNodes.into.get(placed.node) ?? besidePair(placed, ofNodes);
  if (into === undefined) return { runs: 'folded', milliseconds: 0, bytes: 0 };
  const main = ofNodes.own.get(into.node)?.main;
  return {
    ...{ runs: 'fused', milliseconds: 0, bytes: 0, into: into.graph.id(into.node) },
    ...(main !== undefined && { kernel: main.operator }),
  };
}

/** A QuantizeLinear without a kernel went into who writes what it reads, a DequantizeLinear into who reads what it writes. */
function besidePair({ graph, node }: PlacedNode, ofNodes: OfNodes): PlacedNode | undefined {
  if (!isQuantizeOrDequantize(node)) return undefined;
  const next = (from: onnx.NodeProto): readonly onnx.NodeProto[] =>
    node.opType === 'QuantizeLinear'
      ? [graph.producer(from.input[0] ?? '')].filter((each) => each !== undefined)
      : [...graph.consumers(from.output[0] ?? '')];
  const seen = new Set([node]);
  const waiting = [...next(node)];
  for (let found = waiting.shift(); found !== undefined; found = waiting.shift()) {
    if (seen.has(found)) continue;
    seen.add(found);
    if (isQuantizeOrDequantize(found)) {
      waiting.push(...next(found));
      continue;
    }
    const own = ofNodes.own.get(found)?.placed ?? ofNodes.into.get(found);
    if (own !== undefined) return own;
  }
  return undefined;
}
