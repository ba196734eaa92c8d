import type { Feeds } from '../data/dataset.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';
import { isQuantizeOrDequantize } from '../runtime/integerKernels.ts';
import { kernelTimes } from '../runtime/kernelTimes.ts';
import { ownerOf } from './kernelOwner.ts';

/** How long the nodes of a model take in one run, as it runs when nobody looks. */
export interface NodeTimes {
  /** Milliseconds by node; those of a fused kernel are with the node that does most of its work. */
  readonly nodes: ReadonlyMap<onnx.NodeProto, number>;
  /** Between integers and real numbers, where they are kernels of their own: all of them together. */
  readonly conversions: { readonly milliseconds: number; readonly elements: number };
  /** All kernels together. */
  readonly milliseconds: number;
}

export interface NodeTimesOptions {
  readonly temporaryFolder: string;
  readonly threads?: number;
}

const runs = 8;

/**
 * Profiles a model with all optimizations, in a few runs: enough to compare nodes with each other. The time of what the
 * runtime inserts itself is only in the sum.
 * @throws UserError when the model cannot be loaded or run
 */
export async function nodeTimes(model: Model, feeds: Feeds, options: NodeTimesOptions): Promise<NodeTimes> {
  return kernelTimes(model, feeds, { ...options, runs }, ({ kernels, rewritten }) => {
    const nodes = new Map<onnx.NodeProto, number>();
    const conversions = { milliseconds: 0, elements: 0 };
    let sum = 0;
    for (const kernel of kernels) {
      const milliseconds = kernel.microseconds / 1000;
      sum += milliseconds;
      const owner = ownerOf(kernel, rewritten, () => undefined);
      if (owner.kind !== 'node') continue;
      const { node } = owner.owner;
      if (isQuantizeOrDequantize(node)) {
        conversions.milliseconds += milliseconds;
        conversions.elements += kernel.count * elementCount(kernel.event.inputs[0]?.dims ?? []);
      } else nodes.set(node, (nodes.get(node) ?? 0) + milliseconds);
    }
    return { nodes, conversions, milliseconds: sum };
  });
}
