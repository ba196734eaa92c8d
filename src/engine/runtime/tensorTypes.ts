import { makeNode } from '../onnx/attributes.ts';
import type { Feeds } from '../data/dataset.ts';
import { elementTypeOf } from '../onnx/elementType.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model, TensorHeader } from '../onnx/model.ts';
import { probedModel, untyped } from './probedModel.ts';
import { type KernelRun, profiledRun } from './profiledRun.ts';
import { withSession } from './session.ts';

/** Element type and shape of tensors of the main graph, by name. */
export type TensorTypes = ReadonlyMap<string, TensorHeader>;

export interface TypingOptions {
  /** Where the profile of the run is written; it is deleted again. */
  readonly temporaryFolder: string;
  readonly threads?: number;
}

/** The runtime rewrites nothing, so that every node of the file runs as itself. */
const optimization = 'disabled';

/**
 * Type and shape of every tensor of the main graph (sequences and optionals have none) for these inputs, read off one run
 * of the model. What a file declares is not asked: it may be missing, symbolic or wrong.
 * @throws UserError when the model cannot be loaded or run with these inputs
 */
export async function tensorTypes(model: Model, feeds: Feeds, options: TypingOptions): Promise<TensorTypes> {
  const { graph } = model;
  const types = new Map<string, TensorHeader>();
  for (const [name, { type, dims }] of feeds) if (graph.isInput(name)) types.set(name, { type, dims });
  for (const name of constants(graph)) {
    const header = model.constantHeader(graph, name);
    if (header !== undefined) types.set(name, header);
  }
  const nodes = [...graph.inOrder()];
  const named = probedModel(model, (copy) => nameNodes(copy));
  const runs = await profiledRun(named, feeds, { ...options, optimization }).catch(async (error: unknown) => {
    await runAsItIs(model, feeds, options);
    throw error;
  });
  const ran = collect(runs, nodes, types);
  await addExpanded(
    model,
    feeds,
    options,
    nodes.filter((node) => !ran.has(node)),
    types,
  );
  if (runs.some(isInsertedCast)) await correctFloats(model, options, types);
  return types;
}

/** Runs a model that failed once more under its own names, so that the error says those. */
async function runAsItIs(model: Model, feeds: Feeds, { threads = 1 }: TypingOptions): Promise<void> {
  await withSession(model, { threads, optimization }, (session) => session.run(feeds, session.outputs.slice(0, 1)));
}

/**
 * Type and shape that the file itself declares for tensors of the main graph, of those where the shape is whole: it has
 * a rank and no dimension is left open.
 */
export function declaredTypes(model: Model): TensorTypes {
  const { graph } = model;
  const types = new Map<string, TensorHeader>();
  for (const info of [...graph.proto.valueInfo, ...graph.inputs, ...graph.outputs]) {
    const header = declared(info);
    if (header !== undefined) types.set(info.name, header);
  }
  for (const name of constants(graph)) {
    const header = model.constantHeader(graph, name);
    if (header !== undefined) types.set(name, header);
  }
  return types;
}

function declared({ type: declaredType }: onnx.ValueInfoProto): TensorHeader | undefined {
  const tensor = declaredType?.tensorType;
  const type = elementTypeOf(tensor?.elemType ?? 0);
  if (type === undefined || !tensor?.shape) return undefined;
  // A dimension without a number, or of 0 as some exporters write it, is open.
  const dims = tensor.shape.dim.map(({ dimValue }) => dimValue.toNumber());
  return dims.every((dim) => dim > 0) ? { type, dims } : undefined;
}

function* constants(graph: Graph): Iterable<string> {
  for (const tensor of graph.initializers) yield tensor.name;
  for (const sparse of graph.sparseInitializers) yield sparse.values?.name ?? '';
  for (const node of graph.nodes) if (node.opType === 'Constant') yield node.output[0] ?? '';
}

const prefix = 'whittle:';

/** Names the nodes of the main graph by their positions, and no others: the profiler knows nodes by name alone. */
function nameNodes(graph: onnx.GraphProto): void {
  graph.node.forEach((node, index) => {
    node.name = `${prefix}${index}`;
    for (const attribute of node.attribute) for (const inner of [attribute.g, ...attribute.graphs]) unname(inner);
  });
}

function unname(graph: onnx.GraphProto | null | undefined): void {
  for (const node of graph?.node ?? []) {
    node.name = '';
    for (const attribute of node.attribute) for (const inner of [attribute.g, ...attribute.graphs]) unname(inner);
  }
}

/** Adds what the kernels wrote; gives the nodes that ran as themselves. */
function collect(
  runs: readonly KernelRun[],
  nodes: readonly onnx.NodeProto[],
  types: Map<string, TensorHeader>,
): ReadonlySet<onnx.NodeProto> {
  const ran = new Set<onnx.NodeProto>();
  for (const { name, outputs } of runs) {
    const node = name.startsWith(prefix) ? nodes[Number(name.slice(prefix.length))] : undefined;
    if (node === undefined) continue;
    ran.add(node);
    const written = node.output.filter((output) => output !== '');
    // With a sequence among them it cannot be told which of the outputs are listed.
    if (written.length === outputs.length) written.forEach((output, index) => types.set(output, outputs[index]!));
  }
  return ran;
}

/** Calls of functions run as the nodes of the body: a further run looks at what they return. */
async function addExpanded(
  model: Model,
  feeds: Feeds,
  options: TypingOptions,
  expanded: readonly onnx.NodeProto[],
  types: Map<string, TensorHeader>,
): Promise<void> {
  const missing = expanded
    .filter((node) => node.opType !== 'Constant')
    .flatMap((node) => node.output.filter((output) => output !== '' && !types.has(output)));
  if (missing.length === 0) return;
  const probes = missing.map((_, index) => `${prefix}shape.${index}`);
  const probed = probedModel(model, (copy) => {
    nameNodes(copy);
    missing.forEach((tensor, index) => {
      copy.node.push(makeNode('Shape', [tensor], [probes[index]!], { name: probes[index]! }));
      copy.output.push(untyped(probes[index]!));
    });
  });
  const runs = await profiledRun(probed, feeds, { ...options, optimization });
  for (const { name, inputs } of runs) {
    const tensor = missing[probes.indexOf(name)];
    const [header] = inputs;
    if (tensor !== undefined && header !== undefined) types.set(tensor, header);
  }
}

/** Half-precision nodes without a kernel run in float32 between casts that the runtime inserts. */
function isInsertedCast({ operator, name }: KernelRun): boolean {
  return operator === 'Cast' && name.startsWith('Inserted') && name.includes('Cast_');
}

/** The types as the runtime infers them from the graph, of tensors that the kernels may have written as another. */
async function correctFloats(model: Model, options: TypingOptions, types: Map<string, TensorHeader>): Promise<void> {
  const { graph } = model;
  const suspects = [...types].filter(([name, { type }]) => type === 'float32' && graph.producer(name) !== undefined);
  const probed = probedModel(model, (copy) => {
    copy.output = suspects.map(([name]) => untyped(name));
  });
  const inferred = await withSession(probed, { ...options, optimization }, (session) =>
    Promise.resolve(session.outputTypes),
  );
  for (const [name, { dims }] of suspects) {
    const type = inferred.get(name);
    if (type !== undefined) types.set(name, { type, dims });
  }
}
