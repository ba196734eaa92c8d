import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { type LayerMatrix, layerMatrix } from '../../linear/layerMatrix.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { type ParameterAxes, parameterAxes } from './parameterAxes.ts';

/** A layer that loses inputs. */
export interface LosingLayer {
  readonly layer: LayerMatrix;
  /** Columns of its matrices that are left, rising; the same for each group. */
  readonly kept: Int32Array;
  /** For each output, counted through all groups, whether it is left. */
  readonly keptOutputs: readonly boolean[];
  /** How many layers that lose inputs, and batch normalizations after such, lie before it, at most. */
  readonly level: number;
}

/** Layers that lose inputs but have no matrix that could be changed for it. */
export interface OtherLayer {
  readonly node: NodeId;
  readonly operator: string;
  readonly reason: Message;
}

/** A batch normalization after layers that lose inputs. */
export interface LaterNorm {
  readonly node: onnx.NodeProto;
  readonly id: NodeId;
  readonly level: number;
}

export interface LosingLayers {
  /** In the order of the graph. */
  readonly layers: readonly LosingLayer[];
  readonly norms: readonly LaterNorm[];
  readonly others: readonly OtherLayer[];
}

/** The layers of the main graph whose weights lose inputs; what they keep is what all groups together leave. */
export function losingLayers(model: Model, groups: ChannelGroups, removed: RemovedUnits): LosingLayers {
  const axes = parameterAxes(groups, removed);
  const layers: LosingLayer[] = [];
  const others: OtherLayer[] = [];
  const norms: LaterNorm[] = [];
  const levels = new Map<string, number>();
  for (const node of model.graph.inOrder()) {
    let level = Math.max(0, ...[...model.graph.reads(node)].map((tensor) => levels.get(tensor) ?? 0));
    const losing = losingWeights(node, axes);
    if (losing.length > 0) {
      const found = losingLayer(model, node, losing, axes, level);
      if ('layer' in found) layers.push(found);
      else others.push(found);
      level++;
    } else if (level > 0 && node.opType === 'BatchNormalization') {
      norms.push({ node, id: model.graph.id(node), level });
      level++;
    }
    for (const tensor of node.output) levels.set(tensor, level);
  }
  return { layers, norms, others };
}

/** Inputs of a node that lose slices which are made of channels. */
function losingWeights({ input }: onnx.NodeProto, axes: ParameterAxes): readonly string[] {
  return input.filter((tensor) => axes.gone(tensor, 'consumes').size > 0);
}

function losingLayer(
  model: Model,
  node: onnx.NodeProto,
  losing: readonly string[],
  axes: ParameterAxes,
  level: number,
): LosingLayer | OtherLayer {
  const layer = layerMatrix(model, model.graph, node);
  const gone = layer && axes.gone(layer.weight, 'consumes').get(layer.inputAxis);
  if (layer === undefined || gone === undefined || losing.length > 1) {
    return { node: model.graph.id(node), operator: node.opType, reason: message('repair.no-matrix', {}) };
  }
  const goneOutputs = axes.gone(layer.weight, 'produces').get(layer.outputAxis);
  const kept = Int32Array.from({ length: layer.inputs }, (_, column) => column).filter(
    (column) => gone[Math.floor(column / layer.positions)] !== 1,
  );
  const outputs = layer.groups * layer.outputs;
  return {
    layer,
    kept,
    keptOutputs: Array.from({ length: outputs }, (_, output) => goneOutputs?.[output] !== 1),
    level,
  };
}
