import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatShare } from '../../protocol/quantity.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';
import type { Model } from '../onnx/model.ts';
import type { TargetMachine } from '../quantize/presets.ts';
import { possibleMethods } from './possible.ts';
import { type Work, workOf } from './work.ts';

/**
 * From this share of what can become integer on, convolutions decide. Measured on vision transformers behind convolutions of
 * growing size (x64 with VNNI, two threads): with 17 % both methods are twice as fast as float, and dynamic is 20 dB more
 * accurate; with 36 % static is 2.6 times as fast, dynamic 1.7 times.
 */
const leastConvolutions = 0.25;

/**
 * The method that suits a model, from its structure alone: static where convolutions do much of the work, because dynamic
 * quantization leaves them float; else dynamic, which is as fast on matrix products, more accurate, and needs no data.
 * @throws UserError as quantizing would, where nothing of the model can become integer
 */
export function proposeMethod(model: Model, machine: TargetMachine): Proposal['method'] {
  const possible = possibleMethods(model, machine);
  const work = workOf(model);
  if (!possible.dynamic) return { value: 'static', reason: staticReason(work) };
  if (!possible.static || !convolutionsDecide(work)) return { value: 'dynamic', reason: dynamicReason(work) };
  return { value: 'static', reason: staticReason(work) };
}

function convolutionsDecide({ shares: { convolution, product, recurrent, attention } }: Work): boolean {
  const onlyDynamic = recurrent + attention;
  const least = Math.max(onlyDynamic, leastConvolutions * (convolution + product + onlyDynamic));
  return convolution > 0 && convolution >= least;
}

function staticReason({ shares: { convolution }, counted }: Work): Message {
  if (convolution === 0) return message('propose.static-only', {});
  return message('propose.static-convolutions', { work: portion(convolution, counted) });
}

function dynamicReason({ shares: { product, recurrent, attention }, counted }: Work): Message {
  const onlyDynamic = Math.max(recurrent, attention);
  if (onlyDynamic > product) {
    const operator = recurrent > attention ? 'LSTM' : 'Attention';
    return message('propose.dynamic-operator', { operator, work: portion(onlyDynamic, counted) });
  }
  if (product === 0) return message('propose.dynamic-only', {});
  return message('propose.dynamic-products', { work: portion(product, counted) });
}

function portion(share: number, counted: boolean): Message {
  return message(counted ? 'propose.work' : 'propose.work-estimated', { share: formatShare(share) });
}
