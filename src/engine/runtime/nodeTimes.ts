import type { Feeds } from '../data/dataset.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';
import { markedName, markedPositions } from './fusionOrigins.ts';
import { isQuantizeOrDequantize } from './integerKernels.ts';
import { probedModel } from './probedModel.ts';
import { type KernelRun, profiledRun } from './profiledRun.ts';

/** How long the nodes of a model take in one run, as it runs when nobody looks. */
export interface NodeTimes {
  /** Milliseconds by node; those of a fused kernel are with the node it is named after. */
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

/** The first run is not counted. */
const runs = 9;

/** What the runtime appends to the name of the tensor that a convolution in its own layout writes. */
const ownLayout = /_nchwc(_\d+)?$/;

/**
 * Profiles a model with all optimizations. Kernels are known by their names: the runtime keeps the names of the nodes that it
 * rewrites, or names them after the tensor they write. The time of what it inserts itself is only in the sum.
 * @throws UserError when the model cannot be loaded or run
 */
export async function nodeTimes(model: Model, feeds: Feeds, options: NodeTimesOptions): Promise<NodeTimes> {
  const marked = probedModel(model, (copy) => {
    copy.node.forEach((node, position) => (node.name = markedName(position)));
  });
  // Only now are they in the order in which they were marked.
  const nodes = [...model.graph.proto.node];
  const kernels = await profiledRun(marked, feeds, { ...options, runs });
  const times = new Map<onnx.NodeProto, number>();
  const conversions = { milliseconds: 0, elements: 0 };
  let milliseconds = 0;
  for (const { kernel, median } of mediansByName(kernels)) {
    milliseconds += median;
    const node = nodeOf(kernel, model, nodes);
    if (node === undefined) continue;
    if (isQuantizeOrDequantize(node)) {
      conversions.milliseconds += median;
      conversions.elements += elementCount(kernel.inputs[0]?.dims ?? []);
    } else times.set(node, (times.get(node) ?? 0) + median);
  }
  return { nodes: times, conversions, milliseconds };
}

function nodeOf({ name }: KernelRun, { graph }: Model, nodes: readonly onnx.NodeProto[]): onnx.NodeProto | undefined {
  const [position] = markedPositions(name);
  return position === undefined ? graph.producer(name.replace(ownLayout, '')) : nodes[position];
}

/** Each kernel once, with the median of its times in milliseconds. */
function mediansByName(kernels: readonly KernelRun[]) {
  const byName = new Map<string, { readonly kernel: KernelRun; readonly times: number[] }>();
  for (const kernel of kernels) {
    const known = byName.get(kernel.name);
    if (known === undefined) byName.set(kernel.name, { kernel, times: [] });
    else known.times.push(kernel.microseconds / 1000);
  }
  return [...byName.values()].map(({ kernel, times }) => {
    const sorted = times.toSorted((a, b) => a - b);
    return { kernel, median: sorted[sorted.length >> 1] ?? kernel.microseconds / 1000 };
  });
}
