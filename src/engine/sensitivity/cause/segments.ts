import { decodeModel } from '../../onnx/decode.ts';
import { elementTypeCode } from '../../onnx/elementType.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import { Model } from '../../onnx/model.ts';
import { untyped } from '../../runtime/probedModel.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import type { Timeline } from './timeline.ts';

/** A part of a model as a model of its own. Structure is copied, weights are shared. */
export interface Segment {
  /** Its steps in the timeline of the whole: from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  readonly model: Model;
  /** What it reads of the inputs of the whole and of what was computed before it. */
  readonly inputs: readonly string[];
  /** What it writes and is read after it or leaves the whole. */
  readonly outputs: readonly string[];
}

/** Cuts a model before the steps named by `positions`, which rise. */
export function segmentsOf(
  model: Model,
  timeline: Timeline,
  types: TensorTypes,
  positions: readonly number[],
): readonly Segment[] {
  const borders = [0, ...positions, timeline.steps.length];
  return borders.slice(1).map((end, index) => segmentOf(model, timeline, types, borders[index]!, end));
}

function segmentOf(model: Model, timeline: Timeline, types: TensorTypes, first: number, end: number): Segment {
  const { graph, proto } = model;
  const steps = timeline.steps.slice(first, end);
  const { nodes, reads } = withConstants(model, timeline, steps);
  const inputs: string[] = [];
  for (const name of reads) {
    const tensor = timeline.tensors.get(name);
    if (tensor !== undefined && tensor.born < first) inputs.push(name);
  }
  const outputs: string[] = [];
  for (const name of steps.flatMap((node) => node.output)) {
    const tensor = timeline.tensors.get(name);
    if (tensor !== undefined && (tensor.isOutput || tensor.lastRead >= end)) outputs.push(name);
  }
  const written = new Set(nodes.flatMap((node) => node.output));
  const part = onnx.GraphProto.create({
    name: graph.proto.name,
    node: [...nodes],
    initializer: [...graph.initializers].filter(({ name }) => reads.has(name)),
    sparseInitializer: [...graph.sparseInitializers].filter(({ values }) => reads.has(values?.name ?? '')),
    valueInfo: [...graph.innerInfos].filter(({ name }) => written.has(name)),
    input: inputs.map((name) => (graph.isInput(name) ? graph.valueInfo(name)! : openInput(name, types))),
    output: outputs.map((name) => (graph.isOutput(name) ? graph.valueInfo(name)! : untyped(name))),
  });
  const whole = Object.assign(onnx.ModelProto.create(), proto, { graph: part });
  const copy = decodeModel(onnx.ModelProto.encode(whole).finish());
  return { first, end, model: new Model(model.file, copy, model.payloads, model.sources), inputs, outputs };
}

/** The steps, before them what they need of constants, and everything that is read. */
function withConstants(model: Model, timeline: Timeline, steps: readonly onnx.NodeProto[]) {
  const { graph } = model;
  const needed = new Set<onnx.NodeProto>();
  const reads = new Set<string>();
  const waiting = [...steps];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const tensor of graph.reads(node)) {
      reads.add(tensor);
      const producer = graph.producer(tensor);
      if (producer === undefined || !timeline.constant.has(producer) || needed.has(producer)) continue;
      needed.add(producer);
      waiting.push(producer);
    }
  }
  return { nodes: [...[...timeline.constant].filter((node) => needed.has(node)), ...steps], reads };
}

/** An input whose sizes are open, as those of samples may differ. */
function openInput(name: string, types: TensorTypes): onnx.ValueInfoProto {
  const { type, dims } = types.get(name)!;
  const shape = onnx.TensorShapeProto.create({ dim: dims.map(() => onnx.TensorShapeProto.Dimension.create()) });
  const tensorType = onnx.TypeProto.Tensor.create({ elemType: elementTypeCode(type), shape });
  return onnx.ValueInfoProto.create({ name, type: onnx.TypeProto.create({ tensorType }) });
}
