import Long from 'long';
import { attribute, int, makeNode, setAttribute } from './attributes.ts';
import { constantAttribute } from './constantNode.ts';
import { elementTypeCode } from './elementType.ts';
import { onnx } from './generated/onnx.js';
import type { Graph } from './graph.ts';
import type { Model } from './model.ts';
import { realsOf, storeReals } from './reals.ts';

const half = elementTypeCode('float16');
const single = elementTypeCode('float32');

/**
 * Lets a float16 model compute in float32, in place, while its inputs and outputs stay what they are to the caller:
 * weights are widened (which is exact), types are changed, and Casts stand at the rim.
 * @returns whether there was anything in float16
 */
export function float32Inside(model: Model): boolean {
  let changed = false;
  for (const graph of model.graphs()) changed = widenGraph(model, graph) || changed;
  return changed;
}

function widenGraph(model: Model, graph: Graph): boolean {
  let changed = false;
  const stored = [...graph.initializers];
  for (const tensor of stored) {
    if (tensor.dataType !== half) continue;
    graph.addInitializer(widened(model, tensor));
    changed = true;
  }
  for (const node of [...graph.nodes]) changed = widenNode(model, node) || changed;
  const isMain = graph === model.graph;
  for (const input of graph.inputs) {
    if (!isHalf(input)) continue;
    if (isMain && graph.initializer(input.name) === undefined) castInput(graph, input.name);
    else setSingle(input);
    changed = true;
  }
  for (const output of graph.outputs) {
    if (!isHalf(output)) continue;
    if (isMain) castOutput(graph, output.name);
    else setSingle(output);
    changed = true;
  }
  for (const info of graph.innerInfos) {
    if (!isHalf(info)) continue;
    setSingle(info);
    changed = true;
  }
  return changed;
}

/** Types that a node names (Cast, generators) and tensors that it holds. */
function widenNode(model: Model, node: onnx.NodeProto): boolean {
  let changed = false;
  for (const name of ['to', 'dtype', 'output_dtype']) {
    if (attribute(node, name)?.i.toNumber() !== half) continue;
    setAttribute(node, name, int(Long.fromNumber(single)));
    changed = true;
  }
  const constant = constantAttribute(node);
  if (constant instanceof onnx.SparseTensorProto) return changed;
  const held = constant ?? attribute(node, 'value')?.t ?? undefined;
  if (held?.dataType !== half) return changed;
  setAttribute(node, 'value', (name) =>
    onnx.AttributeProto.create({
      name,
      type: onnx.AttributeProto.AttributeType.TENSOR,
      t: widened(model, held),
    }),
  );
  return true;
}

function widened(model: Model, tensor: onnx.TensorProto): onnx.TensorProto {
  const dense = model.read(tensor);
  return model.tensor(tensor.name, 'float32', dense.dims, storeReals('float32', realsOf(dense)));
}

function castInput(graph: Graph, input: string): void {
  const readers = graph.consumers(input);
  if (readers.size === 0) return;
  const name = graph.freshName(`${input}_float32`);
  graph.replaceUses(input, name);
  graph.add(makeNode('Cast', [input], [name], { name, attributes: { to: int(single) } }));
}

function castOutput(graph: Graph, output: string): void {
  const name = graph.freshName(`${output}_float32`);
  const producer = graph.producer(output);
  if (producer === undefined) return;
  graph.setOutput(producer, producer.output.indexOf(output), name);
  graph.replaceUses(output, name);
  graph.add(makeNode('Cast', [name], [output], { name: `${output}_float16`, attributes: { to: int(half) } }));
}

function isHalf(info: onnx.ValueInfoProto): boolean {
  return info.type?.tensorType?.elemType === half;
}

function setSingle(info: onnx.ValueInfoProto): void {
  if (info.type?.tensorType) info.type.tensorType.elemType = single;
}
