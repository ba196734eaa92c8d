import type { onnx } from '../../engine/onnx/generated/onnx.js';
import {
  type GraphColumns,
  graphKinds,
  type ModelStructure,
  type NodeColumns,
  noString,
  noType,
  type TensorColumns,
  tensorKinds,
  type ValueType,
} from '../../protocol/graph/structure.ts';
import { StringTableWriter } from '../../protocol/graph/stringTable.ts';
import { attributeText } from './attributeText.ts';
import { elementsOf, nodeCosts } from './costs.ts';
import { modelFacts } from './facts.ts';
import type { NumberedModel } from './numbering.ts';
import type { NumberedTensors } from './tensors.ts';
import { shapeText } from './valueType.ts';

/** Elements of lists and characters of texts that are told of an attribute in short. */
const shortText = 64;

/** Everything about a model but the elements of its tensors. Costs time and memory in proportion to nodes. */
export function buildStructure(numbered: NumberedModel, tensors: NumberedTensors): ModelStructure {
  const strings = new StringTableWriter();
  const graphs = graphColumns(numbered, tensors, strings);
  const { columns, types } = tensorColumns(tensors, strings);
  const nodes = nodeColumns(numbered, tensors, strings);
  return {
    facts: modelFacts(numbered, nodes.macs),
    types,
    graphs,
    nodes,
    tensors: columns,
    strings: strings.finish(),
  };
}

function graphColumns(
  { graphs, nodes }: NumberedModel,
  { firstTensor, graphInputs, graphOutputs }: NumberedTensors,
  strings: StringTableWriter,
): GraphColumns {
  const text = (of: (graph: NumberedModel['graphs'][number]) => string) =>
    Uint32Array.from(graphs, (each) => strings.add(of(each)));
  return {
    kind: Uint8Array.from(graphs, ({ kind }) => graphKinds.indexOf(kind)),
    name: text(({ name }) => name),
    domain: text(({ domain }) => domain),
    path: text(({ graph }) => graph.path),
    holder: Int32Array.from(graphs, ({ holder }) => holder?.node ?? -1),
    attribute: text(({ holder }) => holder?.attribute ?? ''),
    nodeStart: Uint32Array.from([...graphs.map(({ firstNode }) => firstNode), nodes.length]),
    tensorStart: Uint32Array.from(firstTensor),
    inputStart: starts(graphInputs),
    input: Uint32Array.from(joined(graphInputs)),
    outputStart: starts(graphOutputs),
    output: Uint32Array.from(joined(graphOutputs)),
  };
}

function tensorColumns(
  { tensors }: NumberedTensors,
  strings: StringTableWriter,
): { readonly columns: TensorColumns; readonly types: readonly ValueType[] } {
  const types = new Map<string, { readonly index: number; readonly type: ValueType }>();
  const typeIndex = (type: ValueType | undefined): number => {
    if (type === undefined) return noType;
    const known = types.get(type.name)?.index;
    if (known !== undefined) return known;
    const index = types.size;
    if (index >= noType) return noType;
    types.set(type.name, { index, type });
    return index;
  };
  const columns: TensorColumns = {
    name: Uint32Array.from(tensors, ({ name }) => strings.add(name)),
    kind: Uint8Array.from(tensors, ({ kind }) => tensorKinds.indexOf(kind)),
    type: Uint16Array.from(tensors, ({ type }) => typeIndex(type)),
    shape: Uint32Array.from(tensors, ({ dims }) => (dims === undefined ? noString : strings.add(shapeText(dims)))),
    elements: Float64Array.from(tensors, elementsOf),
  };
  return { columns, types: [...types.values()].map(({ type }) => type) };
}

function nodeColumns(numbered: NumberedModel, tensors: NumberedTensors, strings: StringTableWriter): NodeColumns {
  const { nodes, calls } = numbered;
  const text = (of: (node: onnx.NodeProto) => string) => Uint32Array.from(nodes, (each) => strings.add(of(each)));
  const attributes = nodes.map(({ attribute }) => attribute);
  const allAttributes = attributes.flat();
  return {
    operator: text(({ opType }) => opType),
    domain: text(({ domain }) => domain),
    name: text(({ name }) => name),
    inputStart: starts(tensors.inputs),
    input: joined(tensors.inputs),
    outputStart: starts(tensors.outputs),
    output: joined(tensors.outputs),
    attributeStart: starts(attributes),
    attributeName: Uint32Array.from(allAttributes, ({ name }) => strings.add(name)),
    attributeText: Uint32Array.from(allAttributes, (each) => strings.add(attributeText(each, shortText))),
    scope: Uint32Array.from(nodes, ({ metadataProps }) => {
      const scope = scopeOf(metadataProps);
      return scope === undefined ? noString : strings.add(scope);
    }),
    ...nodeCosts(numbered, tensors),
    callNode: Uint32Array.from(calls, ({ node }) => node),
    callGraph: Uint32Array.from(calls, ({ graph }) => graph),
  };
}

/** Where each of several lists begins when they are put one after the other; one more than there are lists. */
function starts(lists: readonly (readonly unknown[])[]): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(lists.length + 1);
  lists.forEach((list, index) => (result[index + 1] = result[index]! + list.length));
  return result;
}

/** Several lists, one after the other. (Array's own `flat` is many times slower.) */
function joined(lists: readonly (readonly number[])[]): Int32Array<ArrayBuffer> {
  let length = 0;
  for (const list of lists) length += list.length;
  const result = new Int32Array(length);
  let at = 0;
  for (const list of lists) for (const item of list) result[at++] = item;
  return result;
}

/** What exporters of PyTorch note of the module that a node is from. */
function scopeOf(metadata: readonly onnx.StringStringEntryProto[]): string | undefined {
  if (metadata.length === 0) return undefined;
  const find = (wanted: string): string | undefined => metadata.find(({ key }) => key === wanted)?.value;
  return find('pkg.torch.onnx.name_scopes') ?? find('namespace');
}
