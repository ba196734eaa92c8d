import type { SamplesUsed } from '../../protocol/result/evaluation.ts';
import type { ModelProfile } from '../../protocol/result/profile.ts';
import type { Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';

export interface ProfileModelOptions {
  /** Where profiles and rewritten graphs are written; they are deleted again. */
  readonly temporaryFolder: string;
  /** The physical cores unless given. */
  readonly threads?: number;
  readonly signal: AbortSignal;
  /** What the inputs are, for the result. */
  readonly samples: SamplesUsed;
  /** Called with the share that is done. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Says where the time of a model goes, node by node of the user's file.
 * @throws UserError when the model cannot be loaded or run
 */
export function profileModel(_: Model, __: Feeds, ___: ProfileModelOptions): Promise<ModelProfile> {
  return Promise.reject(new Error('to be built'));
}
