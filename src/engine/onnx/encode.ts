import { onnx } from './generated/onnx.js';
import type { Model } from './model.ts';
import type { Payload } from './payload.ts';
import { type Placement, splice, type Spliced } from './splice.ts';

/** The file a model would be, as a list of pieces; `place` says for each payload whether it lies inside or beside. */
export function encodeModel(model: Model, place: (payload: Payload) => Placement): Spliced {
  model.commit();
  return splice(onnx.ModelProto.encode(model.proto).finish(), model.payloads, place);
}
