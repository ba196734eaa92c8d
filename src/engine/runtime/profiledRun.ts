import path from 'node:path';
import type { Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { type KernelEvent, profilerEvents } from './profilerEvents.ts';
import { withScratchFolder } from './scratchFolder.ts';
import { type SessionOptions, withSession } from './session.ts';

/** One kernel that ran: what the runtime's profiler tells of it. */
export type KernelRun = KernelEvent;

export interface ProfileOptions extends SessionOptions {
  /** Where the profile is written; it is deleted again. */
  readonly temporaryFolder: string;
}

/**
 * Runs a model once with the runtime's profiler and gives the kernels in the order in which they ended, those of subgraphs
 * included. Nothing of the outputs is kept.
 * @throws UserError when the model cannot be loaded or run
 */
export async function profiledRun(
  model: Model | string,
  feeds: Feeds,
  options: ProfileOptions,
): Promise<readonly KernelRun[]> {
  return withScratchFolder(options.temporaryFolder, async (folder) => {
    await withSession(model, { ...options, profilePrefix: path.join(folder, 'profile') }, (session) =>
      session.run(feeds, session.outputs.slice(0, 1)),
    );
    const kernels: KernelRun[] = [];
    for await (const event of profilerEvents(folder, 'profile')) if (event.kind === 'kernel') kernels.push(event);
    return kernels;
  });
}
