import Long from 'long';
import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Model } from '../model.ts';
import type { NodeId } from '../nodeId.ts';
import type { Rewrite } from './rewrite.ts';
import { rewritesOf } from './rewrites.ts';
import { Rewriting } from './rewriting.ts';
import type { Shape } from './shapes.ts';

/** One rewrite that was done. */
export interface NormaliseStep {
  readonly rewrite: string;
  /** The nodes of the user's file it concerned. Those that no node has among its origins any more are not needed. */
  readonly origins: readonly NodeId[];
}

/** What normalising did to a model. */
export interface NormaliseReport {
  readonly steps: readonly NormaliseStep[];
  /** Nodes that stayed as they are although the form they have cannot be quantized. */
  readonly left: readonly { readonly node: NodeId; readonly reason: Message }[];
}

export interface NormaliseOptions {
  /** Shapes of tensors that are known better than the file says, such as from a run. A name is a dynamic dimension. */
  readonly shapes?: ReadonlyMap<string, Shape>;
}

/** The oldest operators whose meaning the rewrites know: with opset 7 shapes began to broadcast by themselves. */
const oldestOpset = 7;
/** The file format in which weights stopped being inputs. */
const weightsApartVersion = 4;

/**
 * Brings the main graph of a model into a simpler form with the same results up to rounding: batch normalisation and
 * constant factors and terms go into the weights before them, nodes without effect go, weights become initializers.
 * Done in place; nodes keep as origins the nodes they stand for. Weights that do not change are not read; subgraphs and
 * functions stay as they are, and so do the names of inputs and outputs.
 */
export function normalise(model: Model, options: NormaliseOptions = {}): NormaliseReport {
  const opset = model.opset() ?? 0;
  const rewriting = new Rewriting(model, opset, options.shapes ?? new Map());
  if (opset < oldestOpset) return rewriting.report;
  for (const node of model.graph.inOrder()) {
    while (isPartOf(model.graph, node) && applicable(node).some((rewrite) => rewriting.try(rewrite, node))) {
      // A node that changed may now have a form that another rewrite is for.
    }
  }
  separateWeights(model);
  return rewriting.report;
}

function applicable(node: onnx.NodeProto): readonly Rewrite[] {
  return node.domain === '' || node.domain === 'ai.onnx' ? rewritesOf(node.opType) : [];
}

function isPartOf(graph: Graph, node: onnx.NodeProto): boolean {
  const output = node.output.find((name) => name !== '');
  return output !== undefined && graph.producer(output) === node;
}

/** Weights that are declared as inputs too are no constants to the runtime. Nothing feeds them: see {@link Graph.feeds}. */
function separateWeights(model: Model): void {
  const { graph, proto } = model;
  for (const { name } of graph.initializers) graph.removeInput(name);
  for (const { values } of graph.sparseInitializers) graph.removeInput(values?.name ?? '');
  if (proto.irVersion.lessThan(weightsApartVersion)) proto.irVersion = Long.fromNumber(weightsApartVersion);
}
