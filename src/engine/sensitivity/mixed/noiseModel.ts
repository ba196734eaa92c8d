import type { NodeId } from '../../onnx/nodeId.ts';
import { integerNodes, type QuantizationPlan } from '../../quantize/plan/plan.ts';

/** What quantizing one layer alone does at the outputs of the model. Noise is power relative to the signal, 10^(−SQNR / 10). */
export interface LayerNoise {
  readonly node: NodeId;
  /** Of its weights alone; 0 where it has none. */
  readonly weights: number;
  /** Of the activations that it reads and writes as integers. */
  readonly activations: number;
  /** The tensors that these are, by whose parameters they have. */
  readonly tensors: readonly string[];
}

/** From the whole noise towards single tensors: enough to tell one that is fragile from its neighbours. */
const rounds = 200;

/**
 * How much noise a plan lets through to the outputs, told from what each layer does alone: the noise of its layers' weights
 * and of its tensors, which are roughly additive where they are small. A tensor is integer as long as any layer reads or
 * writes it so, and each of them measured its noise among that of others: the shares of the tensors are those nonnegative
 * ones whose sums come nearest (Richardson-Lucy deconvolution, which starts even).
 */
export class NoiseModel {
  private readonly weights: ReadonlyMap<NodeId, number>;
  private readonly tensors: ReadonlyMap<string, number>;
  private readonly roots: ReadonlyMap<string, string>;

  /** @param plan in which the layers were measured */
  constructor(plan: QuantizationPlan, layers: readonly LayerNoise[]) {
    this.weights = new Map(layers.map(({ node, weights }) => [node, weights]));
    this.tensors = separate(layers);
    this.roots = new Map([...plan.tensors.values()].map(({ tensor, root }) => [tensor, root]));
  }

  /** Noise at the outputs, relative to the signal. */
  of(plan: QuantizationPlan): number {
    let noise = 0;
    for (const node of integerNodes(plan)) noise += this.weights.get(node) ?? 0;
    const roots = new Set([...plan.tensors.keys()].map((tensor) => this.roots.get(tensor) ?? tensor));
    for (const root of roots) noise += this.ofTensor(root);
    return noise;
  }

  /** The share of a tensor, by the name of that whose parameters it has. */
  ofTensor(root: string): number {
    return this.tensors.get(root) ?? 0;
  }
}

/** The shares of tensors in the noise of the activations of layers. */
function separate(layers: readonly LayerNoise[]): ReadonlyMap<string, number> {
  const touching = new Map<string, LayerNoise[]>();
  for (const layer of layers) {
    for (const tensor of layer.tensors) touching.set(tensor, [...(touching.get(tensor) ?? []), layer]);
  }
  const shares = new Map<string, number>();
  for (const [tensor, all] of touching) {
    shares.set(tensor, Math.min(...all.map(({ activations, tensors }) => activations / tensors.length)));
  }
  for (let round = 0; round < rounds; round++) {
    const sums = new Map(layers.map((each) => [each, sumOf(each.tensors, shares)]));
    for (const [tensor, all] of touching) {
      const ratios = all.map((each) => (sums.get(each)! > 0 ? each.activations / sums.get(each)! : 1));
      shares.set(tensor, shares.get(tensor)! * (ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length));
    }
  }
  return shares;
}

function sumOf(tensors: readonly string[], shares: ReadonlyMap<string, number>): number {
  return tensors.reduce((sum, tensor) => sum + shares.get(tensor)!, 0);
}
