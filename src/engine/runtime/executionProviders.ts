import { listSupportedBackends } from 'onnxruntime-node';
import { message } from '../../protocol/messages/catalogue.ts';
import { userError } from '../../protocol/userError.ts';

/** Names of where this build of the runtime can run models; whether the machine has what they need shows when one is used. */
export function executionProviders(): readonly string[] {
  return listSupportedBackends().map(({ name }) => name);
}

/** @throws UserError when this build of the runtime does not have the provider */
export function requireProvider(provider = 'cpu'): void {
  const providers = executionProviders();
  if (providers.includes(provider)) return;
  const reason = message('runtime.provider-unknown', { providers: providers.join(', ') });
  throw userError('runtime.provider-missing', { provider, reason });
}
