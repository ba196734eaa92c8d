import type { onnx } from '../../onnx/generated/onnx.js';
import { type Model, standardDomain } from '../../onnx/model.ts';

/** Operators of the standard domain that give other values in each run. */
const random: ReadonlySet<string> = new Set(['RandomNormalLike', 'RandomUniformLike', 'Bernoulli', 'Multinomial']);

/** Which tensors of the main graph do not depend on what the model is fed. */
export class FixedTensors {
  private readonly model: Model;
  private readonly constants = new Map<string, boolean>();
  private readonly fixed = new Map<string, boolean>();

  constructor(model: Model) {
    this.model = model;
  }

  /** Whether the value of a tensor is in the file. */
  isConstant(tensor: string): boolean {
    const known = this.constants.get(tensor);
    if (known !== undefined) return known;
    const found = tensor !== '' && this.model.stored(this.model.graph, tensor) !== undefined;
    this.constants.set(tensor, found);
    return found;
  }

  /** Whether the value of a tensor is in the file or computed from such values alone. */
  isFixed(tensor: string): boolean {
    if (this.isConstant(tensor)) return true;
    const known = this.fixed.get(tensor);
    if (known !== undefined) return known;
    const producer = this.model.graph.producer(tensor);
    const found = producer !== undefined && this.givesFixed(producer);
    this.fixed.set(tensor, found);
    return found;
  }

  private givesFixed(node: onnx.NodeProto): boolean {
    const inputs = node.input.filter((input) => input !== '');
    if (inputs.length === 0 || this.model.graph.subgraphs(node).length > 0) return false;
    if (node.domain === standardDomain && random.has(node.opType)) return false;
    return inputs.every((input) => this.isFixed(input));
  }
}
