import Long from 'long';
import type { Model } from '../model.ts';

/** From which opset on files need which version of the format (ONNX versioning document, release table). */
const steps: readonly { readonly opset: number; readonly irVersion: number }[] = [
  { opset: 21, irVersion: 10 },
  { opset: 19, irVersion: 9 },
  { opset: 15, irVersion: 8 },
  { opset: 12, irVersion: 7 },
  { opset: 11, irVersion: 6 },
  { opset: 10, irVersion: 5 },
];

/** The first version in which a stored tensor need not be an input as well; constants of rewritten nodes rely on it. */
const freeInitializers = 4;

/**
 * Raises the version of the format to what an opset needs, and never lowers it. Below version 4 every stored tensor was
 * listed as an input without being one; left in the list, runtimes would take it for a default that callers may change.
 */
export function raiseIrVersion(model: Model, opset: number): void {
  const now = model.proto.irVersion.toNumber();
  const needed = steps.find((step) => opset >= step.opset)?.irVersion ?? freeInitializers;
  if (now >= needed) return;
  if (now < freeInitializers) {
    for (const tensor of model.graph.initializers) model.graph.removeInput(tensor.name);
    for (const sparse of model.graph.sparseInitializers) model.graph.removeInput(sparse.values?.name ?? '');
  }
  model.proto.irVersion = Long.fromNumber(needed);
}
