import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { Model } from '../../onnx/model.ts';
import { type Payload, PayloadTable } from '../../onnx/payload.ts';
import { probePrefix } from '../../runtime/observation.ts';

/** Two models as one, which are fed the same inputs. */
export interface SideBySide {
  /** Its outputs are those of both. */
  readonly model: Model;
  /** The name that a tensor of the second model has; those of the first keep theirs. */
  readonly nameInSecond: (tensor: string) => string;
  /** The dataset for both: each has a state of its own. */
  readonly dataset: Dataset;
}

const prefix = `${probePrefix}second:`;

/**
 * Puts two models with the same inputs into one graph. Inputs are fed once, but for those that hold the state of each, and
 * weights that both have are stored once. `edit` may rewrite the graph of both.
 */
export function sideBySide(
  first: Model,
  second: Model,
  dataset: Dataset,
  edit: (graph: onnx.GraphProto, nameInSecond: (tensor: string) => string) => void,
): SideBySide {
  const [left, right] = [disposableCopy(first), disposableCopy(second)];
  const graph = left.proto.graph!;
  const added = right.proto.graph!;
  const payloads = new JoinedPayloads();
  for (const side of [left, right]) {
    for (const tensor of storedTensors(side.proto)) payloads.adopt(tensor, side.payloads);
  }

  const states = new Set(dataset.feedback.map(({ input }) => input));
  const stored = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const shared = new Set<string>(graph.input.map(({ name }) => name).filter((name) => !states.has(name)));
  for (const { name, payload } of added.initializer) {
    if (payload !== 0 && stored.get(name)?.payload === payload) shared.add(name);
  }
  const nameInSecond = (tensor: string): string =>
    tensor === '' || shared.has(tensor) ? tensor : `${prefix}${tensor}`;

  rename(added, nameInSecond);
  graph.node.push(...added.node);
  graph.initializer.push(...added.initializer.filter(({ name }) => !shared.has(name)));
  graph.sparseInitializer.push(...added.sparseInitializer);
  graph.valueInfo.push(...added.valueInfo);
  graph.input.push(...added.input.filter(({ name }) => !shared.has(name)));
  graph.output.push(...added.output.filter(({ name }) => !shared.has(name)));
  edit(graph, nameInSecond);
  const known = new Set(left.proto.opsetImport.map(({ domain }) => domain));
  left.proto.opsetImport.push(...right.proto.opsetImport.filter(({ domain }) => !known.has(domain)));
  const feedback = dataset.feedback.flatMap(({ input, output, initial }) => [
    { input, output, initial },
    { input: nameInSecond(input), output: nameInSecond(output), initial },
  ]);
  return {
    model: new Model(first.file, left.proto, payloads.table, [...first.sources]),
    nameInSecond,
    dataset: withFeedback(dataset, feedback),
  };
}

function withFeedback(dataset: Dataset, feedback: Dataset['feedback']): Dataset {
  const { source, synthetic, size, hasLabels } = dataset;
  return { source, synthetic, size, hasLabels, feedback, samples: (selection) => dataset.samples(selection) };
}

/** The payloads of several models, each once. */
class JoinedPayloads {
  readonly table = new PayloadTable();
  private readonly indices = new Map<Payload, number>();

  /** Lets a tensor find its payload here, which it found in another table. */
  adopt(tensor: onnx.TensorProto, from: PayloadTable): void {
    if (tensor.payload === 0) return;
    const payload = from.get(tensor.payload);
    const index = this.indices.get(payload) ?? this.table.add(payload);
    this.indices.set(payload, index);
    tensor.payload = index;
  }
}

function* storedTensors({ graph, functions }: onnx.ModelProto): Iterable<onnx.TensorProto> {
  if (graph) yield* tensorsOf(graph);
  for (const { node } of functions) for (const each of node) yield* tensorsOfNode(each);
}

function* tensorsOf(graph: onnx.GraphProto): Iterable<onnx.TensorProto> {
  yield* graph.initializer;
  for (const sparse of graph.sparseInitializer) yield* partsOf(sparse);
  for (const node of graph.node) yield* tensorsOfNode(node);
}

function* tensorsOfNode({ attribute }: onnx.NodeProto): Iterable<onnx.TensorProto> {
  for (const { t, tensors, sparseTensor, sparseTensors, g, graphs } of attribute) {
    if (t) yield t;
    yield* tensors;
    if (sparseTensor) yield* partsOf(sparseTensor);
    for (const sparse of sparseTensors) yield* partsOf(sparse);
    if (g) yield* tensorsOf(g);
    for (const each of graphs) yield* tensorsOf(each);
  }
}

function* partsOf({ values, indices }: onnx.SparseTensorProto): Iterable<onnx.TensorProto> {
  if (values) yield values;
  if (indices) yield indices;
}

/** Gives every tensor of a graph another name, and every node: also in the graphs below it, which may read it. */
function rename(graph: onnx.GraphProto, to: (name: string) => string): void {
  for (const node of graph.node) {
    node.name = node.name === '' ? '' : `${prefix}${node.name}`;
    node.input = node.input.map(to);
    node.output = node.output.map(to);
    for (const { g, graphs } of node.attribute) for (const inner of [...(g ? [g] : []), ...graphs]) rename(inner, to);
  }
  for (const named of [...graph.initializer, ...graph.input, ...graph.output, ...graph.valueInfo]) {
    named.name = to(named.name);
  }
  for (const { values } of graph.sparseInitializer) if (values) values.name = to(values.name);
}
