import type { QuantizedPart } from '../../../protocol/options/sensitivity.ts';
import type { Dataset } from '../../data/dataset.ts';
import { take } from '../../data/take.ts';
import { withCauseMeter } from '../cause/causeMeter.ts';
import type { Layer, QuantizableModel } from '../layer.ts';
import type { LayerNoise } from './noiseModel.ts';

export interface NoiseOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** No layer is begun after this time, in milliseconds of `performance.now`. */
  readonly deadline: number;
  readonly onProgress: (fraction: number) => void;
}

/** Samples that layers are measured on: enough to tell fragile ones from others. */
const samples = 8;
const memory = 256e6;
/** Share of the noise of which it is told whether weights or activations make it. */
const toldApart = 0.95;
/** Noise that drowns the signal altogether counts as so many times the signal. */
const most = 1000;

/**
 * What each integer layer does to the outputs alone. Weights and activations are told apart for the layers that together make
 * most of the noise; of the others all counts as that of their activations.
 * @throws UserError where the model fails
 */
export async function measureNoise(
  model: QuantizableModel,
  layers: readonly Layer[],
  dataset: Dataset,
  options: NoiseOptions,
): Promise<readonly LayerNoise[]> {
  const integer = layers.filter(({ precision }) => precision === 'integer');
  return withMeter(model, dataset, options, async (noiseOf) => {
    const whole: { readonly layer: Layer; readonly noise: number }[] = [];
    for (const [index, layer] of integer.entries()) {
      if (performance.now() > options.deadline) break;
      whole.push({ layer, noise: await noiseOf(layer, 'both') });
      options.onProgress((index + 1) / integer.length);
    }
    const weights = new Map<Layer, number>();
    let left = toldApart * whole.reduce((sum, { noise }) => sum + noise, 0);
    for (const { layer, noise } of whole.toSorted((a, b) => b.noise - a.noise)) {
      if (left <= 0 || performance.now() > options.deadline) break;
      if (layer.weight !== undefined) weights.set(layer, Math.min(noise, await noiseOf(layer, 'weights')));
      left -= noise;
    }
    return whole.map(({ layer, noise }) => {
      const ofWeights = weights.get(layer) ?? 0;
      return { node: layer.node, weights: ofWeights, activations: noise - ofWeights, tensors: layer.activations };
    });
  });
}

/** What the activations of layers do to the outputs, by layer. */
export async function measureActivationNoise(
  model: QuantizableModel,
  layers: readonly Layer[],
  dataset: Dataset,
  options: NoiseOptions,
): Promise<ReadonlyMap<Layer['node'], number>> {
  return withMeter(model, dataset, options, async (noiseOf) => {
    const found = new Map<Layer['node'], number>();
    for (const layer of layers) {
      if (performance.now() > options.deadline) break;
      found.set(layer.node, await noiseOf(layer, 'activations'));
    }
    return found;
  });
}

function withMeter<T>(
  model: QuantizableModel,
  dataset: Dataset,
  { threads, signal }: NoiseOptions,
  use: (noiseOf: (layer: Layer, what: QuantizedPart) => Promise<number>) => Promise<T>,
): Promise<T> {
  return withCauseMeter(model, take(dataset, samples), { threads, signal, memory, base: 'float' }, (meter) =>
    use(async (layer, what) => relativeNoise((await meter.measure(layer, what)).effect.sqnr)),
  );
}

/** Power of the noise relative to that of the signal. @param sqnr in dB */
function relativeNoise(sqnr: number): number {
  const noise = 10 ** (-sqnr / 10);
  return Number.isNaN(noise) ? most : Math.min(most, noise);
}
