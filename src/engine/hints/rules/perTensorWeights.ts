import { message } from '../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { elementCount } from '../../onnx/tensor.ts';
import { dequantizes, someNames, storedIntegers } from '../pairs.ts';
import type { HintFacts, HintRule } from '../rule.ts';

/** Operators whose kernels take a scale for each channel of the weight at no cost. */
const perChannel: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul']);

/** Integer weights with one scale for all channels: channels with small weights are rounded more than they need. */
export const perTensorWeights: HintRule = {
  name: 'per-tensor-weights',
  find(facts) {
    const nodes = [...facts.model.graph.nodes].filter((node) => hasOneScale(facts, node));
    if (nodes.length === 0) return [];
    return [
      {
        nodes,
        severity: 'information',
        hazard: message('hints.per-tensor-weights', someNames(nodes)),
        remedy: message('hints.per-tensor-weights-remedy', {}),
        action: 'quantize-static',
      },
    ];
  },
};

function hasOneScale(facts: HintFacts, node: onnx.NodeProto): boolean {
  if (!perChannel.has(node.opType)) return false;
  const pair = dequantizes(facts, node, 1);
  const weight = storedIntegers(facts, pair);
  if (pair === undefined || weight === undefined || (weight.type !== 'int8' && weight.type !== 'uint8')) return false;
  const scale = facts.model.constantHeader(facts.model.graph, pair.input[1] ?? '');
  const channels = node.opType === 'Conv' ? weight.dims[0] : weight.dims.at(-1);
  return scale !== undefined && elementCount(scale.dims) === 1 && weight.dims.length > 1 && (channels ?? 1) > 1;
}
