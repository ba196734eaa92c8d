import { floatAttribute, makeNode, removeAttribute } from '../onnx/attributes.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { isReal, realsOf, storeReals } from '../onnx/reals.ts';
import { elementCount } from '../onnx/tensor.ts';
import type { DescribedLayer } from './describeLayer.ts';
import { storeConstant } from './storeConstant.ts';

/** A bias of the layer's own in the file. */
export interface StoredBias {
  readonly tensor: string;
  /** The dimension along which the outputs lie. */
  readonly axis: number;
  /** What the layer writes now with the bias added, where a node was added for that. */
  readonly output?: string;
}

/** What is added to the outputs of a layer. */
export interface LayerBias {
  /** Whether it is part of what the node writes; else the node after it adds it. */
  readonly inside: boolean;
  /** Whether there is a place for it; else a node is added for it. */
  readonly hasPlace: boolean;
  /** Undefined where what is added is no constant number for each output. */
  read(): Float64Array | undefined;
  write(values: ArrayLike<number>): StoredBias | undefined;
}

/** The bias of a layer: an input of Conv and Gemm, the Add after a MatMul. */
export function layerBias(model: Model, graph: Graph, node: onnx.NodeProto, layer: DescribedLayer): LayerBias {
  return node.opType === 'MatMul' ? new AddedBias(model, graph, node, layer) : new OwnBias(model, graph, node, layer);
}

/** The numbers of a constant that has one for each of `count` outputs along `axis` from the end, or one for all of them. */
function numbersFor(model: Model, graph: Graph, tensor: string, count: number, axis: 1 | 2): Float64Array | undefined {
  const header = model.constantHeader(graph, tensor);
  if (header === undefined || !isReal(header.type)) return undefined;
  const elements = elementCount(header.dims);
  const along = header.dims.at(-axis) ?? 1;
  if (elements !== 1 && (elements !== along || along !== count)) return undefined;
  const constant = model.constant(graph, tensor);
  if (constant === undefined) return undefined;
  const values = realsOf(constant);
  return Float64Array.from({ length: count }, (_, index) => values[elements === 1 ? 0 : index]!);
}

/** The third input. */
class OwnBias implements LayerBias {
  readonly inside = true;
  readonly hasPlace = true;

  constructor(
    private readonly model: Model,
    private readonly graph: Graph,
    private readonly node: onnx.NodeProto,
    private readonly layer: DescribedLayer,
  ) {}

  read(): Float64Array | undefined {
    const tensor = this.node.input[2] ?? '';
    const count = this.layer.groups * this.layer.outputs;
    if (tensor === '') return new Float64Array(count);
    const values = numbersFor(this.model, this.graph, tensor, count, 1);
    const factor = floatAttribute(this.node, 'beta') ?? 1;
    return values?.map((value) => value * factor);
  }

  write(values: ArrayLike<number>): StoredBias | undefined {
    const { model, graph, node, layer } = this;
    const count = layer.groups * layer.outputs;
    if (values.length !== count) throw new RangeError(`${values.length} numbers do not fit ${count} outputs`);
    const old = node.input[2] ?? '';
    if (old !== '' && this.read() === undefined) return undefined;
    removeAttribute(node, 'beta');
    const data = storeReals(layer.type, Float64Array.from(values));
    const known = old === '' ? [count] : (model.constantHeader(graph, old)?.dims ?? [count]);
    // One number for all outputs becomes one for each.
    const dims = known.at(-1) === count ? known : [...known.slice(0, -1), count];
    return {
      tensor: storeConstant(model, graph, node, 2, { type: layer.type, dims, data }),
      axis: dims.length - 1,
    };
  }
}

/** A constant that the only reader of a product adds. */
class AddedBias implements LayerBias {
  readonly inside = false;

  constructor(
    private readonly model: Model,
    private readonly graph: Graph,
    private readonly node: onnx.NodeProto,
    private readonly layer: DescribedLayer,
  ) {}

  get hasPlace(): boolean {
    return this.reader() !== undefined;
  }

  read(): Float64Array {
    return this.reader()?.values ?? new Float64Array(this.layer.outputs);
  }

  write(values: ArrayLike<number>): StoredBias | undefined {
    const { model, graph, node, layer } = this;
    if (values.length !== layer.outputs) throw new RangeError(`${values.length} numbers for ${layer.outputs} outputs`);
    const data = storeReals(layer.type, Float64Array.from(values));
    const reader = this.reader();
    const own = this.axis === 1 ? [layer.outputs] : [layer.outputs, 1];
    const dims = [...new Array<number>(Math.max(0, (reader?.rank ?? 0) - own.length)).fill(1), ...own];
    const constant = { type: layer.type, dims, data } as const;
    const axis = dims.length - this.axis;
    if (reader !== undefined) return { tensor: storeConstant(model, graph, reader.add, reader.at, constant), axis };
    const product = node.output[0] ?? '';
    // The node is known by what it writes, and an output of the graph by its name: one of them would have to change.
    if (graph.isOutput(product)) return undefined;
    const output = graph.freshName(`${product}_biased`);
    const add = makeNode('Add', [product], [output], { name: output });
    graph.replaceUses(product, output);
    graph.add(add, graph.origins(node));
    return { tensor: storeConstant(model, graph, add, 1, constant), axis, output };
  }

  /** Where the outputs lie in what is added, counted from the end. */
  private get axis(): 1 | 2 {
    return this.layer.weightAt === 1 ? 1 : 2;
  }

  private reader(): AddedConstant | undefined {
    const { model, graph, node, layer } = this;
    const product = node.output[0] ?? '';
    const [add, ...others] = graph.consumers(product);
    if (add?.opType !== 'Add' || add.domain !== '' || others.length > 0 || graph.isOutput(product)) return undefined;
    const at = add.input[0] === product ? 1 : 0;
    const tensor = add.input[at] ?? '';
    const values = tensor === product ? undefined : numbersFor(model, graph, tensor, layer.outputs, this.axis);
    const rank = model.constantHeader(graph, tensor)?.dims.length ?? 0;
    return values && { add, at, values, rank };
  }
}

/** The node that adds a constant to a product, and which input of it that is. */
interface AddedConstant {
  readonly add: onnx.NodeProto;
  readonly at: 0 | 1;
  readonly values: Float64Array;
  readonly rank: number;
}
