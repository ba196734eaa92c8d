import { decodeModel } from './decode.ts';
import { onnx } from './generated/onnx.js';
import { Model } from './model.ts';

/**
 * A copy of a model to be changed and thrown away: its weights are shared with the model, but what is added to the copy is
 * kept with the copy alone.
 */
export function disposableCopy(model: Model): Model {
  model.commit();
  const proto = decodeModel(onnx.ModelProto.encode(model.proto).finish());
  return new Model(model.file, proto, model.payloads.extended(), model.sources);
}
