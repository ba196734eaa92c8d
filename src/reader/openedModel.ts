import { type ByteSource, MemoryBytes } from '../engine/onnx/byteSource.ts';
import type { Graph } from '../engine/onnx/graph.ts';
import type { Model } from '../engine/onnx/model.ts';
import { openModel } from '../engine/onnx/open.ts';
import type { NodeDetails, TensorDetails } from '../protocol/graph/details.ts';
import type { ReaderSource } from '../protocol/graph/readerContract.ts';
import type { ModelStructure } from '../protocol/graph/structure.ts';
import {
  type ArrayExport,
  type ExportedArray,
  mostBins,
  mostValues,
  type StatisticsQuery,
  type TensorStatistics,
  type TensorValues,
  type ValuesQuery,
  type Zeros,
  type ZerosQuery,
} from '../protocol/graph/tensor.ts';
import { userError } from '../protocol/userError.ts';
import { nodeDetails } from './details/nodeDetails.ts';
import { tensorDetails } from './details/tensorDetails.ts';
import { buildStructure } from './structure/buildStructure.ts';
import { numberModel, type NumberedModel } from './structure/numbering.ts';
import { numberTensors } from './structure/tensors.ts';
import { exportArray } from './tensor/exportArray.ts';
import { readNumbers } from '../engine/onnx/elements/numbers.ts';
import { computeStatistics, countZeros } from './tensor/statistics.ts';
import { type NumericElements, type StoredElements, storedElements } from '../engine/onnx/elements/storedElements.ts';

/** What numbers of tensors stand for. */
interface TensorPlaces {
  readonly names: readonly string[];
  /** Number of the first tensor of each graph. */
  readonly firstTensor: readonly number[];
}

/** A model that is open for viewing: answers everything that a page asks of it by the numbers of its structure. */
export class OpenedModel {
  private readonly model: Model;
  private readonly numbered: NumberedModel;
  private readonly places: TensorPlaces;
  private first: ModelStructure | undefined;

  /**
   * Reads the structure.
   * @param structureLimit bytes of memory that the structure may take
   * @throws UserError when the file is missing, damaged, not a model, or more than the limit
   */
  constructor(from: ReaderSource | ByteSource, structureLimit: number) {
    this.model = openModel('kind' in from ? byteSource(from) : from, { structureLimit });
    try {
      this.numbered = numberModel(this.model);
      const tensors = numberTensors(this.numbered);
      this.first = buildStructure(this.numbered, tensors);
      this.places = { names: tensors.tensors.map(({ name }) => name), firstTensor: tensors.firstTensor };
    } catch (cause) {
      this.model.close();
      throw cause;
    }
  }

  /** The structure, made anew when it is asked for again: what was sent is gone. */
  structure(): ModelStructure {
    const structure = this.first ?? buildStructure(this.numbered, numberTensors(this.numbered));
    this.first = undefined;
    return structure;
  }

  node(node: number): NodeDetails {
    const proto = this.numbered.nodes[node];
    if (proto === undefined) throw new RangeError(`no node ${node}`);
    const graphs = [...this.numbered.graphs.keys()].filter(
      (graph) => this.numbered.graphs[graph]?.holder?.node === node,
    );
    return nodeDetails(this.model, proto, graphs);
  }

  tensor(tensor: number): TensorDetails {
    const { graph, name } = this.place(tensor);
    return tensorDetails(this.model, graph, name);
  }

  /** @throws UserError `reader.not-stored`, `reader.no-numbers`, or where the tensor is damaged */
  async statistics({ tensor, bins, axis }: StatisticsQuery, signal?: AbortSignal): Promise<TensorStatistics> {
    const elements = this.numbers(tensor);
    if (!(Number.isInteger(bins) && bins >= 1 && bins <= mostBins)) throw new RangeError(`${bins} bins`);
    if (axis !== undefined && elements.dims[axis] === undefined) throw new RangeError(`no dimension ${axis}`);
    return computeStatistics(elements, { bins, ...(axis !== undefined && { axis }) }, signal);
  }

  /** @throws UserError `reader.not-stored`, or where the tensor is damaged */
  values({ tensor, offset, count }: ValuesQuery): TensorValues {
    const elements = this.elements(tensor);
    if (!(Number.isInteger(offset) && offset >= 0)) throw new RangeError(`no element ${offset}`);
    if (!(count >= 1 && count <= mostValues)) throw new RangeError(`${count} elements at once`);
    const end = Math.min(elements.count, offset + count);
    if (elements.kind === 'texts') return { offset, values: elements.texts.slice(offset, end) };
    return { offset, values: readNumbers(elements, Math.min(offset, end), Math.max(0, end - offset)) };
  }

  async zeros({ tensors }: ZerosQuery, signal?: AbortSignal): Promise<Zeros> {
    const zeros = new Float64Array(tensors.length);
    for (const [index, tensor] of tensors.entries()) {
      const elements = this.elements(tensor);
      zeros[index] = isCountable(elements) ? await countZeros(elements, signal) : Number.NaN;
    }
    return { zeros };
  }

  /** @throws UserError where the tensor is damaged, or the file cannot be written */
  async exportArray({ tensor, ...target }: ArrayExport, signal?: AbortSignal): Promise<ExportedArray> {
    const sources = this.model.sources.flatMap(({ path }) => path ?? []);
    return exportArray(this.elements(tensor), target, sources, signal);
  }

  close(): void {
    this.model.close();
  }

  private numbers(tensor: number): NumericElements {
    const elements = this.elements(tensor);
    if (!isCountable(elements)) throw userError('reader.no-numbers', { tensor: this.place(tensor).name });
    return elements;
  }

  private elements(tensor: number): StoredElements {
    const { graph, name } = this.place(tensor);
    const elements = storedElements(this.model, graph, name);
    if (elements === undefined) throw userError('reader.not-stored', { tensor: name, file: this.model.file });
    return elements;
  }

  private place(tensor: number): { readonly graph: Graph; readonly name: string } {
    const { names, firstTensor } = this.places;
    const name = names[tensor];
    const graph = this.numbered.graphs[firstTensor.findLastIndex((first) => first <= tensor)]?.graph;
    if (name === undefined || graph === undefined) throw new RangeError(`no tensor ${tensor}`);
    return { graph, name };
  }
}

function isCountable(elements: StoredElements): elements is NumericElements {
  return elements.kind === 'numbers' && !elements.type.startsWith('complex');
}

function byteSource(from: ReaderSource): string | ByteSource {
  return from.kind === 'file' ? from.path : new MemoryBytes(from.name, from.bytes);
}
