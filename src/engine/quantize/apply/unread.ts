import type { Model } from '../../onnx/model.ts';

/** Takes out the stored tensors of the main graph that nobody reads any more. */
export function removeUnreadInitializers(model: Model): void {
  const { graph } = model;
  for (const tensor of [...graph.initializers]) {
    if (graph.consumers(tensor.name).size === 0 && !graph.isOutput(tensor.name)) graph.removeInitializer(tensor.name);
  }
}
