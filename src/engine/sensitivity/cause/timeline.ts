import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';

/** A tensor that is not the same in every run, and the steps between which it is needed. */
export interface LiveTensor {
  readonly name: string;
  /** The step that writes it; −1 for an input of the model. */
  readonly born: number;
  /** The last step that reads it; −1 where none does. */
  readonly lastRead: number;
  readonly isOutput: boolean;
}

/**
 * The main graph of a model as steps that run one after the other, and when each tensor lives. What follows from constants
 * alone is no step: it can be computed wherever it is read.
 */
export interface Timeline {
  readonly steps: readonly onnx.NodeProto[];
  /** Nodes that depend on no input and no layer, and give the same whenever they run. */
  readonly constant: ReadonlySet<onnx.NodeProto>;
  readonly tensors: ReadonlyMap<string, LiveTensor>;
  /** The step that a node is, or is inside of; undefined for constant ones. */
  stepOf(node: NodeId): number | undefined;
}

/** The timeline of a model in which the nodes named may be changed: none of them counts as constant. */
export function timelineOf(model: Model, changing: ReadonlySet<NodeId>): Timeline {
  const { graph } = model;
  const constant = new Set<onnx.NodeProto>();
  const steps: onnx.NodeProto[] = [];
  const born = new Map(graph.feeds.map(({ name }) => [name, -1]));
  const lastRead = new Map<string, number>();
  for (const node of graph.inOrder()) {
    const reads = graph.reads(node);
    const varies = changing.has(graph.id(node)) || [...reads].some((tensor) => born.has(tensor));
    if (!varies && givesTheSameAlways(model, node)) {
      constant.add(node);
      continue;
    }
    const step = steps.push(node) - 1;
    for (const tensor of reads) lastRead.set(tensor, step);
    for (const output of node.output) if (output !== '') born.set(output, step);
  }
  const tensors = new Map(
    [...born].map(([name, step]): [string, LiveTensor] => [
      name,
      { name, born: step, lastRead: lastRead.get(name) ?? -1, isOutput: graph.isOutput(name) },
    ]),
  );
  const places = placesOf(graph, steps);
  return { steps, constant, tensors, stepOf: (node) => places.get(node) };
}

const random = /^(Random|Bernoulli$|Multinomial$|Dropout$)/;

/** What is inside subgraphs and functions is not looked at. */
function givesTheSameAlways(model: Model, node: onnx.NodeProto): boolean {
  return !random.test(node.opType) && model.graph.subgraphs(node).length === 0 && !model.isFunction(node);
}

/** The step of every node: a node of a subgraph runs with the one that holds it. */
function placesOf(graph: Graph, steps: readonly onnx.NodeProto[]): ReadonlyMap<NodeId, number> {
  const places = new Map<NodeId, number>();
  const add = (holder: Graph, node: onnx.NodeProto, step: number): void => {
    places.set(holder.id(node), step);
    for (const inner of holder.subgraphs(node)) for (const each of inner.nodes) add(inner, each, step);
  };
  steps.forEach((node, step) => add(graph, node, step));
  return places;
}

/** Whether a tensor is needed across a cut before step `position`. */
export function isAlive({ born, lastRead }: LiveTensor, position: number): boolean {
  return born < position && position <= lastRead;
}
