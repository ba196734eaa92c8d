import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { UserError } from '../protocol/userError.ts';
import { askNode } from './otherNode.ts';
import { ownPlatform, whyNoJobs } from './platform.ts';
import { workerEnvironment } from './workerEnvironment.ts';

/** What runs a job: the program of the background process, and the Node that runs it, if not the one running this. */
export interface WorkerProgram {
  readonly worker: string;
  readonly node?: string;
}

/**
 * Starts the background process, which then waits for its job.
 * @throws UserError where onnxruntime does not run, or when the Node that was given cannot be used
 */
export async function startWorker({ worker, node }: WorkerProgram): Promise<ChildProcess> {
  const environment = workerEnvironment(process.env);
  const reason = whyNoJobs(node === undefined ? ownPlatform() : await askNode(node, environment), worker);
  if (reason !== undefined) throw new UserError(reason);
  const options: ForkOptions & { readonly windowsHide: boolean } = {
    // Named even where it is the usual one: Electron would otherwise take a helper of VS Code on macOS that may not load
    // libraries which Microsoft did not sign, while the one that runs extensions may.
    execPath: node ?? process.execPath,
    // Nothing is inherited: the parent may be waiting for a debugger.
    execArgv: ['--enable-source-maps'],
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // JSON has no words for infinities, and encoding them would cost the parent its time.
    serialization: 'advanced',
    windowsHide: true,
  };
  return fork(worker, [], options);
}
