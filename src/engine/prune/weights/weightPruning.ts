import { setImmediate as turn } from 'node:timers/promises';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneWeightsOptions, SparseStorage } from '../../../protocol/options/pruneWeights.ts';
import type { ReductionOf, SparseLayer, UntouchedLayer } from '../../../protocol/result/reduction.ts';
import { formatShare } from '../../../protocol/quantity.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Dataset } from '../../data/dataset.ts';
import { take } from '../../data/take.ts';
import { type Products, withProducts } from '../../linear/products.ts';
import type { SolveOptions } from '../../linear/solve.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import { decodeSparse } from '../../onnx/encoding/decodeSparse.ts';
import { possible, sizeOf } from '../../onnx/encoding/encodeSparse.ts';
import type { Model } from '../../onnx/model.ts';
import type { Reals } from '../../onnx/reals.ts';
import { storedWeights } from '../../profile/storedWeights.ts';
import type { PassContext } from '../../recipe/context.ts';
import { namedLayer } from '../layers.ts';
import { normsOf } from './inputNorms.ts';
import { type CurvePoint, shareOut } from './allocation.ts';
import { errorCurve } from './errorCurve.ts';
import { type InputDetail, type LayerInputs, measureInputs, stagesOf } from './layerInputs.ts';
import { outputError } from './outputError.ts';
import { type Pattern, patternOf } from './pattern.ts';
import { nameOf, type PrunableWeight, prunableWeights } from './prunable.ts';
import { cutTogether, energyFactor, maskAt, maskBelow, maskFor, type RankedBy, scoresOf } from './ranking.ts';
import { rebuild } from './rebuild.ts';
import { closingNotes, expectedFile, sparseLayer, withoutDoubles } from './results.ts';
import { aboutMeans } from './reconstructionTarget.ts';
import type { Cut } from './selection.ts';
import { countOf, type Target, targetsOf } from './targets.ts';
import { WeightMatrix } from './weightMatrix.ts';

/** Where a layer is cut that is ranked with others. */
interface CommonCut {
  readonly cut: Cut;
  /** What makes its scores comparable to those of others. */
  readonly factor: number;
  readonly by: RankedBy;
}

/** Layers with more inputs have the error of their outputs measured only where their Gram matrix is needed anyway. */
const widestMeasured = 1024;
/** Passes over the data that are worth it for layers to see what became of earlier ones. */
const mostStages = 16;

/** One run of the pass, or of its plan. */
export class WeightPruning {
  private readonly pattern: Pattern;
  private readonly dataset: Dataset | undefined;
  private readonly notes: Message[] = [];
  private readonly layers: SparseLayer[] = [];
  private readonly untouched: UntouchedLayer[] = [];
  /** The weights in their order, with their places in it. */
  private weights: ReadonlyMap<PrunableWeight, number> = new Map();
  private targets: ReadonlyMap<PrunableWeight, Target> = new Map();
  private cuts: ReadonlyMap<PrunableWeight, CommonCut> = new Map();
  /** Weights that go of layers between which they were shared out. */
  private allocated: ReadonlyMap<PrunableWeight, number> = new Map();
  private storage: SparseStorage = 'dense';
  /** The model before anything went, whose outputs reconstruction goes by. */
  private reference: Model | undefined;

  /** @param applies whether the model is changed. @throws UserError where options contradict each other or samples are missing */
  constructor(
    private readonly model: Model,
    dataset: Dataset | undefined,
    private readonly options: PruneWeightsOptions,
    private readonly context: PassContext,
    private readonly applies: boolean,
  ) {
    const { criterion, calibrationSamples } = options;
    this.pattern = patternOf(options);
    if (dataset === undefined && (criterion === 'wanda' || criterion === 'reconstruction')) {
      throw userError('pruneWeights.data-needed', { criterion, file: model.file });
    }
    this.dataset = dataset && calibrationSamples !== undefined ? take(dataset, calibrationSamples) : dataset;
  }

  async run(): Promise<ReductionOf<'weights'>> {
    const { model, options } = this;
    const before = sizeOf(model);
    decodeSparse(model);
    const { parameters } = await storedWeights(model);
    const { weights, untouched } = prunableWeights(model, options);
    this.untouched.push(...untouched);
    this.weights = new Map(weights.map((weight, index) => [weight, index]));
    this.targets = targetsOf(model, weights, options);
    this.storage = possible(model, options.storage) ?? 'dense';
    const dense = sizeOf(model);
    await withProducts(this.context.threads, async (products) => {
      await this.rankTogether(products);
      if (options.criterion === 'reconstruction' && this.applies) this.reference = disposableCopy(model);
      for (const stage of this.stages(weights)) await this.pruneStage(stage, products);
    });
    const layers = withoutDoubles(this.layers);
    // Reconstruction may give layers a bias that had none.
    const after = this.reference === undefined ? parameters : (await storedWeights(model)).parameters;
    return {
      kind: 'weights',
      layers,
      parameters: { before: parameters, after },
      bytes: { before, after: expectedFile(dense, layers) },
      untouched: this.untouched,
      notes: [...this.notes, ...closingNotes(layers, this.options)],
    };
  }

  /** Decides what the layers without a share of their own give, where all of them are to give something together. */
  private async rankTogether(products: Products): Promise<void> {
    const { scope, threshold, sparsity, criterion } = this.options;
    if (scope === 'layer' || threshold !== undefined || this.pattern.kind === 'groups') return;
    const common = [...this.weights.keys()].filter((weight) => this.targets.get(weight)?.own === undefined);
    if (criterion === 'reconstruction') {
      await this.allocate(common, products);
      return;
    }
    const known = criterion === 'wanda' ? await this.inputsOf(common, () => 'norms') : undefined;
    const ranked = common.flatMap((weight) => {
      const inputs = known?.inputs.get(weight);
      // Without its inputs a layer does not compare.
      if (criterion === 'wanda' && inputs === undefined) return [];
      const by = this.rankedBy(weight, inputs);
      const factor = inputs === undefined ? 1 : energyFactor(scoresOf(this.valuesOf(weight), weight, by));
      return [{ weight, by, factor, most: this.targets.get(weight)!.most }];
    });
    this.context.progress(message('pruneWeights.stage-ranking', {}), 0);
    const count = ranked.reduce((sum, { weight }) => sum + countOf(weight), 0);
    const cuts = cutTogether(this.model, ranked, Math.round(sparsity * count));
    this.cuts = new Map(ranked.map(({ weight, by, factor }, index) => [weight, { cut: cuts[index]!, by, factor }]));
  }

  /** Finds out what each layer loses at several shares, and shares out what is to go so that they lose least together. */
  private async allocate(weights: readonly PrunableWeight[], products: Products): Promise<void> {
    const { sparsity } = this.options;
    const curves = new Map<PrunableWeight, readonly CurvePoint[]>();
    for (const stage of stagesOf(weights, () => 'gram')) {
      const { inputs } = await this.inputsOf(stage, () => 'gram');
      for (const weight of stage) {
        const known = inputs.get(weight);
        if (known === undefined || known.grams.length === 0) continue;
        this.context.progress(message('pruneWeights.stage-ranking', {}), this.progressOf(weight));
        const target = this.targets.get(weight)!;
        const values = this.valuesOf(weight);
        const centred = known.moments === undefined ? known : aboutMeans(known.moments);
        const given = [values, weight, centred, this.pattern, target, sparsity, products, this.solving] as const;
        curves.set(weight, await errorCurve(...given));
      }
    }
    const count = [...curves.keys()].reduce((sum, weight) => sum + countOf(weight), 0);
    const shares = shareOut([...curves.values()], Math.round(sparsity * count));
    this.allocated = new Map([...curves.keys()].map((weight, index) => [weight, shares[index]!]));
  }

  /** Prunes layers whose inputs are measured together, in the model as it is by then. */
  private async pruneStage(stage: readonly PrunableWeight[], products: Products): Promise<void> {
    const { inputs, leftOut } = await this.inputsOf(stage, (weight) => this.detailOf(weight));
    for (const weight of stage) {
      await turn();
      this.context.signal.throwIfAborted();
      this.tellProgress(weight);
      await this.pruneWeight(weight, inputs.get(weight), leftOut.get(weight), products);
    }
  }

  private async pruneWeight(
    weight: PrunableWeight,
    inputs: LayerInputs | undefined,
    leftOut: Message | undefined,
    products: Products,
  ): Promise<void> {
    const target = this.targets.get(weight)!;
    if (target.own === 0) {
      this.leave(weight, message('pruneWeights.share-zero', {}));
      return;
    }
    const stored = new WeightMatrix(this.model, weight);
    const values = stored.values().slice();
    if (!values.every(Number.isFinite)) {
      this.leave(weight, message('pruneWeights.not-finite', {}));
      return;
    }
    if (this.applies) this.noteInstead(weight, inputs, leftOut);
    const mask = this.maskOf(values, weight, target, inputs);
    const grams = this.applies ? (inputs?.grams ?? []) : [];
    let error: number | undefined;
    if (this.options.criterion === 'reconstruction' && inputs !== undefined && grams.length > 0) {
      const wanted = mask.reduce((sum, each) => sum + each, 0);
      const given = { weight, values, inputs, pattern: this.pattern, wanted };
      error = await rebuild(this.model, stored, given, products, this.solving);
    } else {
      stored.clear(mask);
      const columns = weight.matrix.inputs;
      if (grams.length > 0) error = await outputError(values, stored.values(), columns, grams, products);
    }
    if (this.applies) stored.store();
    const after = stored.values();
    const [reader] = weight.readers;
    const named = namedLayer(this.model.graph, reader!);
    this.layers.push(sparseLayer(named, weight, { before: values, after, error }, this.storage));
  }

  /** Which weights of a layer go. */
  private maskOf(values: Reals, weight: PrunableWeight, target: Target, inputs: LayerInputs | undefined): Uint8Array {
    const { threshold, sparsity } = this.options;
    const by = this.rankedBy(weight, inputs);
    if (threshold !== undefined && target.own === undefined) {
      const { mask, limited } = maskBelow(values, weight, by, threshold, target);
      if (limited) {
        const share = formatShare(this.options.maximumSparsity);
        this.notes.push(message('pruneWeights.threshold-limited', { layer: this.nameOf(weight), share }));
      }
      return mask;
    }
    const common = this.cuts.get(weight);
    if (common !== undefined) return maskAt(values, weight, common.by, common.cut, common.factor);
    const wanted = this.allocated.get(weight) ?? Math.round((target.own ?? sparsity) * countOf(weight));
    return maskFor(values, weight, by, Math.min(wanted, target.most));
  }

  /** Reconstruction chooses by Wanda where it decides how much a layer loses, or cannot be done. */
  private rankedBy(weight: PrunableWeight, inputs: LayerInputs | undefined): RankedBy {
    const { criterion } = this.options;
    const byInputs = criterion === 'wanda' || criterion === 'reconstruction';
    return {
      criterion: criterion === 'reconstruction' ? 'wanda' : criterion,
      pattern: this.pattern,
      seed: this.context.seed,
      position: this.weights.get(weight)!,
      norms: byInputs && inputs !== undefined ? normsOf(inputs) : undefined,
    };
  }

  /** What is measured of the inputs of a layer: a plan only counts. */
  private detailOf({ matrix }: PrunableWeight): InputDetail {
    const { criterion } = this.options;
    if (this.dataset === undefined || !this.applies) return 'none';
    if (criterion === 'reconstruction' || matrix.inputs <= widestMeasured) return 'gram';
    return criterion === 'wanda' ? 'norms' : 'none';
  }

  private async inputsOf(weights: readonly PrunableWeight[], detailOf: (weight: PrunableWeight) => InputDetail) {
    const nothing = { inputs: new Map<PrunableWeight, LayerInputs>(), leftOut: new Map<PrunableWeight, Message>() };
    if (this.dataset === undefined || weights.every((weight) => detailOf(weight) === 'none')) return nothing;
    const { threads, signal } = this.context;
    const done = this.progressOf(weights[0]!);
    const stage = message('pruneWeights.stage-inputs', {});
    this.context.progress(stage, done);
    const { reference } = this;
    return measureInputs(this.model, this.dataset, weights, detailOf, { threads, signal, reference });
  }

  /** With reconstruction later layers see what became of earlier ones, as far as passes over the data allow. */
  private stages(weights: readonly PrunableWeight[]): readonly (readonly PrunableWeight[])[] {
    const most = this.options.criterion === 'reconstruction' ? mostStages : 1;
    return stagesOf(weights, (weight) => this.detailOf(weight), most);
  }

  private valuesOf(weight: PrunableWeight): Reals {
    return new WeightMatrix(this.model, weight).values();
  }

  private get solving(): Pick<SolveOptions, 'threads' | 'signal'> {
    const { threads, signal } = this.context;
    return { threads, signal };
  }

  private tellProgress(weight: PrunableWeight): void {
    const reconstructs = this.options.criterion === 'reconstruction' && this.applies;
    const layer = { layer: this.weights.get(weight)! + 1, layers: this.weights.size };
    const stage = reconstructs
      ? message('pruneWeights.stage-reconstructing', layer)
      : message('pruneWeights.stage-zeroing', {});
    this.context.progress(stage, this.progressOf(weight));
  }

  private progressOf(weight: PrunableWeight): number {
    return this.weights.get(weight)! / this.weights.size;
  }

  private leave(weight: PrunableWeight, reason: Message): void {
    for (const node of weight.readers) this.untouched.push({ ...namedLayer(this.model.graph, node), reason });
  }

  /** Says that a layer is pruned by another criterion than was asked for. */
  private noteInstead(weight: PrunableWeight, inputs: LayerInputs | undefined, leftOut: Message | undefined): void {
    const { criterion } = this.options;
    const layer = this.nameOf(weight);
    if (criterion !== 'wanda' && criterion !== 'reconstruction') return;
    if (inputs === undefined) this.notes.push(message('pruneWeights.magnitude-instead', { layer }));
    else if (criterion === 'reconstruction' && inputs.grams.length === 0 && leftOut !== undefined) {
      this.notes.push(message('pruneWeights.wanda-instead', { layer, reason: leftOut }));
    }
  }

  private nameOf({ readers: [reader] }: PrunableWeight): string {
    return nameOf(this.model.graph, reader!);
  }
}
