import type { MixedFront } from '../../src/protocol/result/mixed.ts';
import type { ProfiledNode } from '../../src/protocol/result/profile.ts';
import type { PruneCurve, PruneCurves } from '../../src/protocol/result/pruneCurves.ts';
import type { Reduction } from '../../src/protocol/result/reduction.ts';
import type {
  SensitiveLayer,
  Sensitivity,
  SensitivityPlan,
  TensorDistribution,
  WeightDistribution,
} from '../../src/protocol/result/sensitivity.ts';
import type { ProfileFindings } from '../../src/protocol/webview/modelContract.ts';
import type { GraphModel } from '../graph/prepare/graphModel.ts';

/** What analyses have found of the model that is open. It grows while they run. */
export class Findings {
  private readonly layers = new Map<string, SensitiveLayer>();
  private readonly byNode = new Map<number, SensitiveLayer>();
  private activations: ReadonlyMap<string, TensorDistribution> = new Map();
  private weights: ReadonlyMap<string, WeightDistribution> = new Map();
  private readonly listeners = new Set<() => void>();
  private expected: SensitivityPlan | undefined;
  private result: Sensitivity | undefined;
  private found: MixedFront | undefined;
  private measured: ProfileFindings | undefined;
  private profiled: ReadonlyMap<number, ProfiledNode> = new Map();
  private planned: Reduction | undefined;
  private readonly byCurve = new Map<string, PruneCurve>();
  private borne: PruneCurves | undefined;

  constructor(private readonly model: GraphModel) {}

  /** What measuring costs, once that is known. */
  get plan(): SensitivityPlan | undefined {
    return this.expected;
  }

  /** The result of an analysis that ended. */
  get sensitivity(): Sensitivity | undefined {
    return this.result;
  }

  /** The models that a search has measured so far. */
  get front(): MixedFront | undefined {
    return this.found;
  }

  /** Where the time goes, and what costs more than it must. */
  get profile(): ProfileFindings | undefined {
    return this.measured;
  }

  /** What would be taken away, by what was wished for last. */
  get reduction(): Reduction | undefined {
    return this.planned;
  }

  /** How layers bear that shares of them go, as far as that is known. */
  get curves(): readonly PruneCurve[] {
    return [...this.byCurve.values()];
  }

  /** The result of measuring that, once it ended. */
  get curvesResult(): PruneCurves | undefined {
    return this.borne;
  }

  /** The node of the model with an id of the file. */
  nodeOf(id: string): number | undefined {
    return this.model.nodeOfId(id);
  }

  /** How long a node takes, once that is measured. */
  profiledNode(node: number): ProfiledNode | undefined {
    return this.profiled.get(node);
  }

  /** All layers of which something is known, in the order they run as far as that is known. */
  get all(): readonly SensitiveLayer[] {
    return [...this.layers.values()];
  }

  /** What is known of a node, or of the layer that it is a part of. */
  layerOf(node: number): SensitiveLayer | undefined {
    return this.byNode.get(node);
  }

  /** The nodes of the model that a layer stands for. */
  nodesOf({ node, origins }: Pick<SensitiveLayer, 'node' | 'origins'>): readonly number[] {
    return [...new Set([...origins, node])].flatMap((id) => this.model.nodeOfId(id) ?? []);
  }

  activation(tensor: string): TensorDistribution | undefined {
    return this.activations.get(tensor);
  }

  weight(tensor: string): WeightDistribution | undefined {
    return this.weights.get(tensor);
  }

  /** A new analysis begins: what the one before found is forgotten. */
  begin(plan?: SensitivityPlan): void {
    this.layers.clear();
    this.byNode.clear();
    this.activations = new Map();
    this.weights = new Map();
    this.expected = plan;
    this.result = undefined;
    this.changed();
  }

  expect(plan: SensitivityPlan): void {
    this.expected = plan;
    this.changed();
  }

  /** More is known of some layers than before. */
  add(layers: readonly SensitiveLayer[]): void {
    for (const layer of layers) {
      this.layers.set(layer.node, layer);
      for (const node of this.nodesOf(layer)) this.byNode.set(node, layer);
    }
    this.changed();
  }

  /** An analysis has ended. */
  end(result: Sensitivity): void {
    this.layers.clear();
    this.byNode.clear();
    this.result = result;
    this.expected = result.plan;
    this.activations = new Map(result.activations.map((each) => [each.tensor, each]));
    this.weights = new Map(result.weights.map((each) => [each.tensor, each]));
    this.add(result.layers);
  }

  /** The models that a search has measured so far. */
  showFront(front: MixedFront | undefined): void {
    this.found = front;
    this.changed();
  }

  showProfile(profile: ProfileFindings | undefined): void {
    this.measured = profile;
    this.profiled = new Map(
      profile?.profile.nodes.flatMap((each) => {
        const node = this.model.nodeOfId(each.node);
        return node === undefined ? [] : [[node, each] as const];
      }),
    );
    this.changed();
  }

  /** What would be taken away; undefined where nothing is planned. */
  showReduction(reduction: Reduction | undefined): void {
    this.planned = reduction;
    this.changed();
  }

  /** Layers are measured anew: what was known of how they bear it is forgotten. */
  beginCurves(): void {
    this.byCurve.clear();
    this.borne = undefined;
    this.changed();
  }

  addCurves(curves: readonly PruneCurve[]): void {
    for (const curve of curves) this.byCurve.set(curve.id, curve);
    this.changed();
  }

  endCurves(result: PruneCurves): void {
    this.byCurve.clear();
    this.borne = result;
    this.addCurves(result.curves);
  }

  /** @returns what ends the listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
