import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { executionProviders } from '../runtime/executionProviders.ts';

/** Where this build of the runtime can run models, by the names of its execution providers. */
export function listProviders(): ResultOf<'providers'> {
  return { kind: 'providers', providers: executionProviders() };
}
