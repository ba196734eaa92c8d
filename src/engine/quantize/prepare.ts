import type { Feeds } from '../data/dataset.ts';
import { giveDistinctNames } from '../onnx/distinctNames.ts';
import { float32Inside } from '../onnx/float32Inside.ts';
import type { Model } from '../onnx/model.ts';
import { normalise, type NormaliseReport } from '../onnx/normalise/normalise.ts';
import { upgradeOpset } from '../onnx/upgrade/upgrade.ts';
import { type TensorTypes, tensorTypes, type TypingOptions } from '../runtime/tensorTypes.ts';
import { foldConstants } from './foldConstants.ts';

/** The first version of QuantizeLinear with a scale for each channel. */
const perChannelOpset = 13;

/** A model in the form that plans are made for. */
export interface Prepared {
  readonly types: TensorTypes;
  readonly normalised: NormaliseReport;
}

/**
 * Brings a model, in place, into the form that quantization plans are made for: float32 inside, operators at opset 13 or
 * later, what is computed of constants alone computed, batch norms and the like folded into weights. One run with `feeds` tells the types
 * and shapes of its tensors.
 * @throws UserError when it cannot be upgraded, loaded or run
 */
export async function prepare(model: Model, feeds: Feeds, options: TypingOptions): Promise<Prepared> {
  giveDistinctNames(model);
  float32Inside(model);
  upgradeOpset(model, perChannelOpset);
  await foldConstants(model);
  const types = await tensorTypes(model, feeds, options);
  const shapes = new Map([...types].map(([name, { dims }]) => [name, dims]));
  return { types, normalised: normalise(model, { shapes }) };
}
