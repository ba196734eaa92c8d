import type { SensitiveLayer } from '../../protocol/result/sensitivity.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { Layer } from './layer.ts';

/** What is found out about a layer after another. */
export type Knowledge = Partial<
  Pick<
    SensitiveLayer,
    | 'symptom'
    | 'symptomRank'
    | 'weights'
    | 'cause'
    | 'causeRank'
    | 'causeOfWeights'
    | 'causeOfActivations'
    | 'allBut'
    | 'weight'
  >
>;

/** Milliseconds between two tellings: a person sees no more, and hundreds of layers are no hundreds of messages. */
const pace = 250;

/** Everything that is known of the layers, told as it grows: each time of the layers of which there is more to know. */
export class KnownLayers {
  private readonly layers: Map<NodeId, SensitiveLayer>;
  private readonly untold = new Set<NodeId>();
  private told = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds that only rise */
  constructor(
    layers: readonly Layer[],
    private readonly tell: (layers: readonly SensitiveLayer[]) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.layers = new Map(layers.map((layer) => [layer.node, unmeasured(layer)]));
  }

  /** In the order they run. */
  get all(): readonly SensitiveLayer[] {
    return [...this.layers.values()];
  }

  /** More is known of a layer. It is told now, or soon with others. */
  learn(node: NodeId, knowledge: Knowledge): void {
    const known = this.layers.get(node);
    if (known === undefined) throw new Error(`no layer ${node}`);
    this.layers.set(node, { ...known, ...knowledge });
    this.untold.add(node);
    if (this.clock() - this.told >= pace) this.tellAll();
  }

  /** Tells what was not told yet. */
  tellAll(): void {
    if (this.untold.size === 0) return;
    this.tell([...this.untold].flatMap((node) => this.layers.get(node) ?? []));
    this.untold.clear();
    this.told = this.clock();
  }
}

function unmeasured({ node, name, operator, origins, precision, macs, activations }: Layer): SensitiveLayer {
  return { node, name, operator, origins, precision, activations, ...(macs !== undefined && { macs }) };
}
