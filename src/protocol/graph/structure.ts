import type { ModelFacts } from './facts.ts';
import type { StringTable } from './stringTable.ts';

/**
 * Everything about a model but the elements of its tensors, as typed columns that are cheap to send: 50,000 nodes are a few
 * megabytes. Graphs, nodes and tensors are numbered from 0 over the whole model; those of one graph are one after the other.
 * Columns of strings hold indices into {@link ModelStructure.strings}.
 */
export interface ModelStructure {
  readonly facts: ModelFacts;
  readonly strings: StringTable;
  /** The types that tensors of this model have. */
  readonly types: readonly ValueType[];
  readonly graphs: GraphColumns;
  readonly nodes: NodeColumns;
  readonly tensors: TensorColumns;
}

/** The type of a value: of a tensor's elements, such as `float32`, or another one, such as `seq(tensor(float32))`. */
export interface ValueType {
  readonly name: string;
  /** Bits of one element; 0 for strings and for what is no tensor. */
  readonly bits: number;
}

/** No string, in columns of strings where there may be none. */
export const noString = 0xffffffff;

/** No type: the file does not tell. */
export const noType = 0xffff;

/** What graphs there are: the main one is graph 0, functions follow, then the subgraphs of If, Loop, Scan and the like. */
export const graphKinds = ['main', 'function', 'subgraph'] as const;
export type GraphKind = (typeof graphKinds)[number];

export interface GraphColumns {
  /** Index into {@link graphKinds}. */
  readonly kind: Uint8Array;
  /** Its name in the file; that of a function is what nodes call it by. */
  readonly name: Uint32Array;
  /** Domain of a function; empty for other graphs. */
  readonly domain: Uint32Array;
  /** What the ids of its nodes begin with; empty for the main graph. */
  readonly path: Uint32Array;
  /** The node that holds a subgraph, or -1. */
  readonly holder: Int32Array;
  /** The attribute of that node which the subgraph is the value of; empty for other graphs. */
  readonly attribute: Uint32Array;
  /** Where the nodes and the tensors of each graph begin; one more than there are graphs. */
  readonly nodeStart: Uint32Array;
  readonly tensorStart: Uint32Array;
  /** Where the inputs of each graph begin in `input`, tensors in their order; one more than there are graphs. */
  readonly inputStart: Uint32Array;
  readonly input: Uint32Array;
  /** The same for outputs. An output of a subgraph may be a tensor of a graph around it. */
  readonly outputStart: Uint32Array;
  readonly output: Uint32Array;
}

export interface NodeColumns {
  readonly operator: Uint32Array;
  /** Domain of the operator; empty for the standard ones. */
  readonly domain: Uint32Array;
  /** May be empty, and several nodes may have one name: see `nodeId`. */
  readonly name: Uint32Array;
  /** Where the inputs of each node begin in `input`; one more than there are nodes. */
  readonly inputStart: Uint32Array;
  /** Tensors in the order of the operator's inputs, also of graphs around the node's own; -1 for one left out. */
  readonly input: Int32Array;
  /** The same for outputs. */
  readonly outputStart: Uint32Array;
  readonly output: Int32Array;
  /** Where the attributes of each node begin; one more than there are nodes. */
  readonly attributeStart: Uint32Array;
  readonly attributeName: Uint32Array;
  /** The value in short, for search and tooltips; the whole value is asked for. */
  readonly attributeText: Uint32Array;
  /**
   * The module of the network that a node is from, as the exporter noted it in the node's `metadata_props`:
   * `pkg.torch.onnx.name_scopes`, else `namespace`. {@link noString} where there is none.
   */
  readonly scope: Uint32Array;
  /**
   * Elements and bytes of the stored tensors that the node reads, as they are or through DequantizeLinear. What several
   * nodes read counts for the first of them, so that the sum is what the file holds.
   */
  readonly parameters: Float64Array;
  readonly parameterBytes: Float64Array;
  /** Multiplications with additions in one run; NaN where the file does not give the shapes, or how often a body runs. */
  readonly macs: Float64Array;
  /** Nodes that call functions of the model's own, in ascending order, and the graphs of those. */
  readonly callNode: Uint32Array;
  readonly callGraph: Uint32Array;
}

/** Where a tensor comes from. One that is `missing` is read, but nothing gives it. */
export const tensorKinds = ['input', 'initializer', 'constant', 'activation', 'output', 'missing'] as const;
export type TensorKind = (typeof tensorKinds)[number];

export interface TensorColumns {
  readonly name: Uint32Array;
  /**
   * Index into {@link tensorKinds}. An input with a value in the file is an `initializer`, the value of a Constant node a
   * `constant`; of what nodes write, the graph's outputs are `output`, the rest `activation`.
   */
  readonly kind: Uint8Array;
  /** Index into {@link ModelStructure.types}, or {@link noType}. */
  readonly type: Uint16Array;
  /** Such as `64×3×7×7` or `batch×?×768`; empty for a scalar; {@link noString} where the rank is not known. */
  readonly shape: Uint32Array;
  /** Number of elements; NaN where the shape is not known. */
  readonly elements: Float64Array;
}
