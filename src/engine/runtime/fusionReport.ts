import path from 'node:path';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { openModel } from '../onnx/open.ts';
import { FusionOrigins, markedName } from './fusionOrigins.ts';
import { IntegerKernels, isQuantizeOrDequantize } from './integerKernels.ts';
import { probedModel } from './probedModel.ts';
import { withScratchFolder } from './scratchFolder.ts';
import { withSession } from './session.ts';

/** As what a node of the user's graph runs on this machine. */
export interface FusedNode {
  readonly node: NodeId;
  /** Operator of the kernel that does the work of the node; undefined where nothing is left to do when the model runs. */
  readonly runsAs: string | undefined;
  /**
   * `integer`: its kernel computes on, or moves, 8-bit data. `float`: any other kernel, those for shapes and indices too.
   * `folded`: it is computed when the model is loaded, or left out.
   */
  readonly kind: 'integer' | 'float' | 'folded';
}

/** One entry for each node of the main graph, without constants, QuantizeLinear and DequantizeLinear; in their order. */
export type FusionReport = readonly FusedNode[];

/**
 * What onnxruntime makes of every node of a model on this machine: read off the graph that it writes after its own
 * rewriting, each kernel traced back to the nodes it does the work of.
 *
 * It is the graph after the `extended` optimizations, which settle what is integer: what `all` adds is the memory layout,
 * in the course of which tensors lose their names.
 * @throws UserError when the model cannot be loaded
 */
export async function fusionReport(model: Model, options: { readonly temporaryFolder: string }): Promise<FusionReport> {
  const marked = probedModel(model, (copy) => {
    copy.node.forEach((node, position) => (node.name = isQuantizeOrDequantize(node) ? '' : markedName(position)));
  });
  const nodes = [...model.graph.proto.node];
  return withScratchFolder(options.temporaryFolder, async (folder) => {
    const optimizedModelFile = path.join(folder, 'optimized.onnx');
    await withSession(marked, { optimization: 'extended', optimizedModelFile }, () => Promise.resolve());
    // Weights of bodies are left where the model has them, which is in another folder.
    const optimized = openModel(optimizedModelFile, { structureOnly: true });
    try {
      return report(model, optimized, nodes);
    } finally {
      optimized.close();
    }
  });
}

function report(model: Model, optimized: Model, nodes: readonly onnx.NodeProto[]): FusionReport {
  const origins = new FusionOrigins(model.graph, optimized.graph, nodes);
  const kernels = new IntegerKernels(optimized);
  const runsAs = new Map<onnx.NodeProto, { readonly operator: string; readonly integer: boolean }>();
  for (const kernel of optimized.graph.nodes) {
    const integer = kernels.isInteger(kernel);
    for (const node of origins.of(kernel)) {
      // Where several kernels share the work of a node, the integer one is what it runs as.
      if (integer || !runsAs.has(node)) runsAs.set(node, { operator: kernel.opType, integer });
    }
  }
  return nodes
    .filter((node) => node.opType !== 'Constant' && !isQuantizeOrDequantize(node))
    .map((node) => {
      const kernel = runsAs.get(node);
      const kind = kernel === undefined ? 'folded' : kernel.integer ? 'integer' : 'float';
      return { node: model.graph.id(node), runsAs: kernel?.operator, kind };
    });
}
