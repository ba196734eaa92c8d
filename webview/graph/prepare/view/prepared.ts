import { type Captured, capturedTensors } from '../captured.ts';
import { fold } from '../fold/fold.ts';
import type { Fold } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';

/** What is found out about a model once, whatever is drawn of it. */
export interface PreparedModel {
  readonly model: GraphModel;
  readonly fold: Fold;
  readonly captured: Captured;
}

export function prepare(model: GraphModel): PreparedModel {
  return { model, fold: fold(model), captured: capturedTensors(model) };
}
