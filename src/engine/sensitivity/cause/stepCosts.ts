import type { onnx } from '../../onnx/generated/onnx.js';
import { byteLength } from '../../onnx/elementType.ts';
import type { Model } from '../../onnx/model.ts';
import { elementCount } from '../../onnx/tensor.ts';
import { macsOfNode } from '../../profile/macs/registry.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import type { Timeline } from './timeline.ts';

/** What running a model and loading parts of it takes, before anything was measured: only ratios matter for where to cut. */
export interface StepCosts {
  /** Of a run of each step, in seconds. */
  readonly run: Float64Array;
  /** Of loading a session with the step in it, in seconds. */
  readonly load: Float64Array;
}

/** Orders of magnitude of a core with AVX-512, from profiles of ResNet-50 and MobileNetV2. */
const macsPerSecond = 40e9;
const elementsPerSecond = 1e9;
const secondsPerNode = 3e-6;
const weightBytesPerSecond = 0.5e9;
const loadSecondsPerNode = 150e-6;

export function stepCosts(model: Model, timeline: Timeline, types: TensorTypes, threads: number): StepCosts {
  const { graph } = model;
  const shapeOf = (tensor: string): readonly number[] | undefined => types.get(tensor)?.dims;
  const runOf = (node: onnx.NodeProto): number => {
    let elements = 0;
    for (const output of node.output) elements += output === '' ? 0 : elementCount(shapeOf(output) ?? []);
    const work = (macsOfNode(node, shapeOf) ?? 0) / macsPerSecond + elements / elementsPerSecond;
    return secondsPerNode + work / threads;
  };
  const loadOf = (node: onnx.NodeProto): number => {
    let bytes = 0;
    for (const tensor of graph.reads(node)) {
      if (graph.initializer(tensor) === undefined) continue;
      const header = types.get(tensor);
      if (header !== undefined) bytes += byteLength(header.type, elementCount(header.dims));
    }
    return loadSecondsPerNode + bytes / weightBytesPerSecond;
  };
  return { run: Float64Array.from(timeline.steps, runOf), load: Float64Array.from(timeline.steps, loadOf) };
}
