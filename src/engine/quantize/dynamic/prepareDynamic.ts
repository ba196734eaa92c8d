import type { Message } from '../../../protocol/messages/message.ts';
import { float32Inside } from '../../onnx/float32Inside.ts';
import type { Model } from '../../onnx/model.ts';
import { normalise } from '../../onnx/normalise/normalise.ts';
import { upgradeOpset } from '../../onnx/upgrade/upgrade.ts';

/** The first version of the operators that dynamic quantization writes with a scale for each channel. */
const perChannelOpset = 13;

/**
 * Brings a model, in place, into the form that dynamic quantization is planned for. Needs no samples.
 * @returns why what could be normalised no further was left
 */
export function prepareDynamic(model: Model): readonly Message[] {
  float32Inside(model);
  upgradeOpset(model, perChannelOpset);
  return normalise(model).left.map(({ reason }) => reason);
}
