import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { FactorizeOptions } from '../../protocol/options/factorize.ts';
import { layerMatrix, type LayerMatrix } from '../linear/layerMatrix.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { hasMacs, macsOfNode } from '../profile/macs/registry.ts';
import { selector } from '../quantize/plan/selection.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import { factorForms, type FactorForm } from './forms/factorForms.ts';

/** Layers that can be factorized together: they share one weight, mostly with nobody. */
export interface Candidate {
  readonly layers: readonly [LayerMatrix, ...LayerMatrix[]];
  /** How they could be split, at least one way. */
  readonly forms: readonly [FactorForm, ...FactorForm[]];
  /** Of each layer in one run. */
  readonly macs: readonly number[];
  /** Their weight, and its elements. */
  readonly weight: string;
  readonly parameters: number;
}

/** A node that is not factorized, whatever its numbers. */
export interface LeftOut {
  readonly graph: Graph;
  readonly node: onnx.NodeProto;
  readonly reason: Message;
}

/** The layers of the main graph that may be factorized, and all others that multiply, with their reasons. */
export function findCandidates(
  model: Model,
  types: TensorTypes,
  options: FactorizeOptions,
): { readonly candidates: readonly Candidate[]; readonly leftOut: readonly LeftOut[] } {
  const unwanted = selector(model.graph, options);
  const found = new Map<string, Candidate>();
  const leftOut: LeftOut[] = [];
  for (const node of model.graph.inOrder()) {
    if (!hasMacs(node)) continue;
    const known = reasonAgainst(unwanted(node)) ?? candidateOf(model, node, types, options);
    if ('code' in known) {
      leftOut.push({ graph: model.graph, node, reason: known });
      continue;
    }
    const key = `${known.weight} ${known.forms[0].kind} ${known.layers[0].outputAxis}`;
    const other = found.get(key);
    found.set(key, other === undefined ? known : joined(other, known));
  }
  for (const inner of model.graphs()) {
    if (inner === model.graph) continue;
    for (const node of inner.nodes)
      if (hasMacs(node)) leftOut.push({ graph: inner, node, reason: message('factorize.inside', {}) });
  }
  return { candidates: [...found.values()], leftOut };
}

/** The selection speaks of quantizing where it lists what is wanted. */
function reasonAgainst(reason: Message | undefined): Message | undefined {
  return reason?.code === 'reason.not-included' ? message('factorize.not-included', {}) : reason;
}

function candidateOf(
  model: Model,
  node: onnx.NodeProto,
  types: TensorTypes,
  options: FactorizeOptions,
): Candidate | Message {
  const layer = layerMatrix(model, model.graph, node);
  if (layer === undefined) return message('factorize.no-matrix', { operator: node.opType });
  if (layer.groups > 1) return message('factorize.grouped', { groups: layer.groups });
  const shapeOf = (tensor: string): readonly number[] | undefined => types.get(tensor)?.dims;
  const [input, output] = [shapeOf(layer.input), shapeOf(layer.output)];
  const macs = macsOfNode(node, shapeOf);
  if (input === undefined || output === undefined || macs === undefined || macs === 0)
    return message('factorize.unknown-shape', {});
  const forms = factorForms(layer, { input, output, macs }, options.convolutions);
  if ('code' in forms) return forms;
  return { layers: [layer], forms, macs: [macs], weight: layer.weight, parameters: layer.outputs * layer.inputs };
}

function joined(one: Candidate, other: Candidate): Candidate {
  return { ...one, layers: [...one.layers, ...other.layers], macs: [...one.macs, ...other.macs] };
}
