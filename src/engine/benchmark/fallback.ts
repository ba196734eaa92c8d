import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { UserError } from '../../protocol/userError.ts';
import { answered, type Patience } from './answered.ts';
import type { Contender } from './contender.ts';
import type { LoadRequest, StartResident } from './resident.ts';

export interface FallbackOptions extends Patience {
  readonly start: StartResident;
  /** What the process loads, without model and provider. */
  readonly load: Omit<LoadRequest, 'file' | 'provider' | 'fallback'>;
}

/**
 * Says where the runtime silently runs nodes on the CPU, because the provider does not have them: the model is loaded once more,
 * with that forbidden, in a process that nothing else is measured in.
 * @throws the reason of the signal
 */
export async function fallbackWarning(
  { model, name, isTimed }: Contender,
  options: FallbackOptions,
): Promise<Message | undefined> {
  if (model.provider === 'cpu' || !isTimed) return undefined;
  try {
    const resident = await options.start();
    try {
      await answered(resident.load({ ...options.load, ...model, fallback: false }), model.file, options);
    } finally {
      await resident.stop();
    }
  } catch (error) {
    if (options.signal.aborted || !(error instanceof UserError)) throw error;
    if (error.detail.code === 'runtime.provider-incomplete') {
      return message('benchmark.provider-fallback', { file: name, provider: model.provider });
    }
  }
  return undefined;
}
