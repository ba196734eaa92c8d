import type { ObserverName, QuantizeStaticOptions, TensorOverride } from '../../../protocol/options/quantizeStatic.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Layer } from '../layer.ts';
import type { StaticScheme } from '../scheme/staticScheme.ts';
import { measureActivationNoise, type NoiseOptions } from './layerNoise.ts';
import type { LayerNoise, NoiseModel } from './noiseModel.ts';

/** Observers that a tensor may have instead of its own. */
const others: readonly ObserverName[] = ['min-max', 'entropy', 'percentile', 'mse'];
/** Tensors that together make this share of the noise are worth the trouble, but not more than so many. */
const share = 0.9;
const mostTensors = 12;
/** Noise that is left where another observer is taken, relative to what it is: less would not show in the whole model. */
const enough = 0.8;

/**
 * Better observers for the tensors that make most of the noise: the one with which the layers that read or write a tensor do
 * least at the outputs, each alone.
 * @returns the observers by tensor; empty where none is better
 */
export async function betterObservers(
  scheme: StaticScheme,
  noise: NoiseModel,
  measured: readonly LayerNoise[],
  dataset: Dataset,
  options: NoiseOptions,
): Promise<ReadonlyMap<string, ObserverName>> {
  const tensors = noisiest(scheme, noise);
  const layers = scheme.layers.filter(({ activations }) => activations.some((tensor) => tensors.has(tensor)));
  const best = new Map<string, { readonly observer: ObserverName; readonly noise: number }>();
  const now = new Map(measured.map(({ node, activations }) => [node, activations]));
  for (const [tensor, observer] of tensors) best.set(tensor, { observer, noise: enough * sum(tensor, layers, now) });
  for (const observer of others) {
    const changed = scheme.with(
      withObservers(scheme.options, new Map([...tensors.keys()].map((each) => [each, observer]))),
    );
    const found = await measureActivationNoise(changed, layers, dataset, options);
    for (const [tensor, own] of tensors) {
      const left = sum(tensor, layers, found);
      if (own !== observer && left < best.get(tensor)!.noise) best.set(tensor, { observer, noise: left });
    }
  }
  return new Map(
    [...best].flatMap(([tensor, { observer }]) => (tensors.get(tensor) === observer ? [] : [[tensor, observer]])),
  );
}

/** The tensors that make most of the noise and whose observer is free, each with its observer. */
function noisiest({ plan, options }: StaticScheme, noise: NoiseModel): ReadonlyMap<string, ObserverName> {
  const free = [...plan.tensors.values()].filter(
    ({ tensor, root, range, constant }) =>
      tensor === root && range === undefined && !constant && options.tensorOverrides[tensor]?.observer === undefined,
  );
  const sorted = free.toSorted((a, b) => noise.ofTensor(b.tensor) - noise.ofTensor(a.tensor));
  let left = share * sorted.reduce((total, { tensor }) => total + noise.ofTensor(tensor), 0);
  const chosen = new Map<string, ObserverName>();
  for (const { tensor, observer } of sorted.slice(0, mostTensors)) {
    if (left <= 0) break;
    chosen.set(tensor, observer);
    left -= noise.ofTensor(tensor);
  }
  return chosen;
}

/** The noise of the layers that read or write a tensor; infinite where one was not measured. */
function sum(tensor: string, layers: readonly Layer[], noise: ReadonlyMap<Layer['node'], number>): number {
  return layers
    .filter(({ activations }) => activations.includes(tensor))
    .reduce((total, { node }) => total + (noise.get(node) ?? Number.POSITIVE_INFINITY), 0);
}

/** Options under which some tensors have other observers. */
export function withObservers(
  options: QuantizeStaticOptions,
  observers: ReadonlyMap<string, ObserverName>,
): QuantizeStaticOptions {
  return overridden(
    options,
    [...observers].map(([tensor, observer]) => [tensor, { observer }]),
  );
}

/** The weights of integer layers that have one scale for all channels. */
export function singleScaleWeights({ plan, layers }: StaticScheme): readonly string[] {
  const weights = layers.flatMap(({ weight, precision }) =>
    precision === 'integer' && weight !== undefined ? weight : [],
  );
  return [...new Set(weights)].filter((weight) => !(plan.overrides[weight]?.perChannel ?? plan.preset.perChannel));
}

/** Options under which some weights have a scale for each channel. */
export function withScalesPerChannel(
  options: QuantizeStaticOptions,
  weights: readonly string[],
): QuantizeStaticOptions {
  return overridden(
    options,
    weights.map((weight) => [weight, { perChannel: true }]),
  );
}

function overridden(
  options: QuantizeStaticOptions,
  changes: readonly (readonly [string, TensorOverride])[],
): QuantizeStaticOptions {
  const overrides = { ...options.tensorOverrides };
  for (const [tensor, change] of changes) overrides[tensor] = { ...overrides[tensor], ...change };
  return { ...options, tensorOverrides: overrides };
}
