import Long from 'long';
import { userError } from '../../protocol/userError.ts';
import type { ByteSource } from './byteSource.ts';
import { constantAttribute } from './constantNode.ts';
import { decodeModel } from './decode.ts';
import { elementTypeCode, type ElementType } from './elementType.ts';
import { onnx } from './generated/onnx.js';
import { Graph } from './graph.ts';
import { type Payload, type PayloadTable } from './payload.ts';
import { densify } from './sparse.ts';
import {
  bytesOf,
  type DenseTensor,
  elementCount,
  readTensor,
  type TensorData,
  tensorDims,
  tensorType,
} from './tensor.ts';

/** The domain of the standard operators, which files write as nothing or as `ai.onnx`. */
export const standardDomain = '';

/** Element type and shape, without the elements. */
export interface TensorHeader {
  readonly type: ElementType;
  readonly dims: readonly number[];
}

/** A function of a model's own, with its body as a graph. */
export interface ModelFunction {
  readonly proto: onnx.FunctionProto;
  readonly body: Graph;
}

/** A model that is open: its structure in memory, its weights where they lie until they are asked for. */
export class Model {
  /** What messages call it. */
  readonly file: string;
  readonly proto: onnx.ModelProto;
  readonly payloads: PayloadTable;
  /** The bytes it was opened from and its external data files; shared by copies of the model. */
  readonly sources: readonly ByteSource[];
  readonly graph: Graph;
  /** Bodies of the model's own functions; nodes of the graph call them by domain and name. */
  readonly functions: readonly ModelFunction[];
  private readonly functionsByName: ReadonlyMap<string, ModelFunction>;

  /** @throws UserError when the structure contradicts itself */
  constructor(file: string, proto: onnx.ModelProto, payloads: PayloadTable, sources: readonly ByteSource[]) {
    this.file = file;
    this.proto = proto;
    this.payloads = payloads;
    this.sources = sources;
    if (!proto.graph) throw userError('onnx.not-a-model', { file });
    this.graph = new Graph(proto.graph, this);
    this.functions = proto.functions.map((each) => ({
      proto: each,
      body: new Graph(bodyOf(each), this, functionPath(each)),
    }));
    this.functionsByName = new Map(
      this.functions.map((each) => [functionName(each.proto.domain, each.proto.name, each.proto.overload), each]),
    );
  }

  /** Every graph of the model: the main one, functions, and all subgraphs below them, outer ones first. */
  *graphs(): Iterable<Graph> {
    const waiting = [this.graph, ...this.functions.map((each) => each.body)];
    // The list grows while it is gone through.
    for (const graph of waiting) {
      yield graph;
      for (const node of graph.nodes) waiting.push(...graph.subgraphs(node));
    }
  }

  /** Whether a node calls a function of the model's own. */
  isFunction(node: onnx.NodeProto): boolean {
    return this.functionOf(node) !== undefined;
  }

  /** The function of the model's own that a node calls. */
  functionOf({ domain, opType, overload }: onnx.NodeProto): ModelFunction | undefined {
    return this.functions.length > 0 ? this.functionsByName.get(functionName(domain, opType, overload)) : undefined;
  }

  /** Version of the operators of a domain that the model uses, or undefined where it names none. */
  opset(domain: string = standardDomain): number | undefined {
    return this.proto.opsetImport
      .find((each) => normalDomain(each.domain) === normalDomain(domain))
      ?.version.toNumber();
  }

  /** Declares the version of a domain's operators that the model's graphs use; functions declare their own. */
  setOpset(version: number, domain: string = standardDomain): void {
    const found = this.proto.opsetImport.find((each) => normalDomain(each.domain) === normalDomain(domain));
    if (found !== undefined) found.version = Long.fromNumber(version);
    else this.proto.opsetImport.push(onnx.OperatorSetIdProto.create({ domain, version: Long.fromNumber(version) }));
  }

  /** Element type and shape of a stored tensor. */
  header(tensor: onnx.TensorProto): TensorHeader {
    return { type: tensorType(tensor, this.file), dims: tensorDims(tensor, this.file) };
  }

  /** The elements of a stored tensor. @throws UserError when its bytes do not fit its type and shape */
  read(tensor: onnx.TensorProto): DenseTensor {
    return readTensor(tensor, this.payload(tensor), this.file);
  }

  /** Where the payload of a tensor lies, unless it is part of the structure. */
  payload(tensor: onnx.TensorProto): Payload | undefined {
    return tensor.payload === 0 ? undefined : this.payloads.get(tensor.payload);
  }

  /**
   * The value of a tensor that does not depend on the inputs: an initializer (a sparse one made dense) or the value of a
   * Constant node, of this graph or of one around it.
   */
  constant(graph: Graph, tensor: string): DenseTensor | undefined {
    const stored = this.stored(graph, tensor);
    if (stored === undefined) return undefined;
    return stored instanceof onnx.SparseTensorProto
      ? densify(stored, (each) => this.read(each), this.file)
      : this.read(stored);
  }

  /** Element type and shape of what {@link Model.constant} gives, without reading it. */
  constantHeader(graph: Graph, tensor: string): TensorHeader | undefined {
    const stored = this.stored(graph, tensor);
    if (stored === undefined) return undefined;
    if (!(stored instanceof onnx.SparseTensorProto)) return this.header(stored);
    const type = stored.values ? tensorType(stored.values, this.file) : 'float32';
    return { type, dims: tensorDims({ name: tensor, dims: stored.dims }, this.file) };
  }

  /** A tensor to be stored in this model; the elements are taken as they are, without a copy. */
  tensor(name: string, type: ElementType, dims: readonly number[], data: TensorData): onnx.TensorProto {
    const tensor = onnx.TensorProto.create({
      name,
      dataType: elementTypeCode(type),
      dims: dims.map((dim) => Long.fromNumber(dim)),
    });
    if (isStrings(data)) {
      tensor.stringData = data.map((each) => new TextEncoder().encode(each));
    } else if (elementCount(dims) > 0) {
      tensor.payload = this.payloads.add({ encoding: 'raw', pieces: [bytesOf(data)] });
    }
    return tensor;
  }

  /** Writes all edits into {@link Model.proto}. */
  commit(): void {
    this.graph.commit();
    for (const { proto, body } of this.functions) {
      body.commit();
      proto.node = body.proto.node;
    }
  }

  /** A model of its own with the same weights: structure is copied, payloads are shared. */
  clone(): Model {
    this.commit();
    const proto = decodeModel(onnx.ModelProto.encode(this.proto).finish());
    return new Model(this.file, proto, this.payloads, this.sources);
  }

  /** Lets go of the files it was opened from. Copies of it can then no longer read weights that are still there. */
  close(): void {
    for (const source of this.sources) source.close();
  }

  /** Where {@link Model.constant} gets a tensor's value from. */
  stored(graph: Graph, tensor: string): onnx.TensorProto | onnx.SparseTensorProto | undefined {
    for (let scope: Graph | undefined = graph; scope !== undefined; scope = scope.parent) {
      const found = scope.initializer(tensor) ?? scope.sparseInitializer(tensor);
      if (found !== undefined) return found;
      const producer = scope.producer(tensor);
      if (producer !== undefined) return constantAttribute(producer);
      if (scope.isInput(tensor)) return undefined;
    }
    return undefined;
  }
}

function isStrings(data: TensorData): data is readonly string[] {
  return Array.isArray(data);
}

function normalDomain(domain: string): string {
  return domain === 'ai.onnx' ? standardDomain : domain;
}

function functionName(domain: string, name: string, overload: string): string {
  return JSON.stringify([normalDomain(domain), name, overload]);
}

function functionPath(proto: onnx.FunctionProto): string {
  return `${proto.domain}::${proto.name}/`;
}

/** A function's body as a graph. Its inputs and outputs have no types: they are the caller's. */
function bodyOf(proto: onnx.FunctionProto): onnx.GraphProto {
  return onnx.GraphProto.create({
    node: proto.node,
    input: proto.input.map((name) => onnx.ValueInfoProto.create({ name })),
    output: proto.output.map((name) => onnx.ValueInfoProto.create({ name })),
    valueInfo: proto.valueInfo,
  });
}
