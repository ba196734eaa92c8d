import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { quantizedInputs, quantizedOutput, someNames } from '../pairs.ts';
import type { FoundHazard, HintFacts, HintRule } from '../rule.ts';

/** Operators without a kernel on integers: pairs around them only cost time. */
const floatOnly: ReadonlySet<string> = new Set([
  ...['Tanh', 'HardSigmoid', 'HardSwish', 'Elu', 'Selu', 'Celu', 'Softplus', 'Softsign', 'Erf', 'Exp', 'Log', 'Sqrt'],
  ...['Neg', 'Abs', 'Gelu', 'PRelu', 'Sub', 'Div', 'Pow', 'Max', 'Min', 'ReduceMean', 'LayerNormalization'],
  ...['InstanceNormalization', 'BatchNormalization', 'ConvTranspose', 'Mish', 'Round', 'Floor', 'Ceil', 'LSTM', 'GRU'],
]);

/** Operators that move integers where what they read and write is quantized alike. */
const moving: ReadonlySet<string> = new Set([
  ...['MaxPool', 'Transpose', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Slice', 'Gather', 'Tile', 'Expand'],
  ...['Resize', 'Split'],
]);

const convolutions: ReadonlySet<string> = new Set(['Conv', 'ConvInteger']);

/**
 * Nodes between DequantizeLinear and QuantizeLinear that compute on real numbers all the same, one hint for each reason.
 * Convolutions have rules of their own.
 */
export const unfusedPairs: HintRule = {
  name: 'unfused-pairs',
  find(facts) {
    const byReason = new Map<string, { readonly reason: Message; readonly nodes: onnx.NodeProto[] }>();
    for (const node of facts.model.graph.nodes) {
      const reason = reasonOf(node, facts);
      if (reason === undefined) continue;
      const known = byReason.get(reason.code);
      if (known === undefined) byReason.set(reason.code, { reason, nodes: [node] });
      else known.nodes.push(node);
    }
    return [...byReason.values()].map(({ reason, nodes }) => hazardOf(facts, facts.byCost(nodes), reason));
  },
};

function hazardOf(facts: HintFacts, nodes: readonly onnx.NodeProto[], reason: Message): FoundHazard {
  const isConversion = reason.code === 'hints.reason-float-only';
  // What has no kernel on integers takes as long without the conversions; others could be integer as well.
  const saved = isConversion
    ? nodes.flatMap((node) => uselessPairs(facts, node))
    : nodes.flatMap((node) => [node, ...quantizedInputs(facts, node), ...quantizedOutput(facts, node).pairs]);
  const milliseconds = facts.milliseconds(saved);
  return {
    nodes,
    hazard: message('hints.unfused-pairs', { ...someNames(nodes), reason }),
    remedy: message(isConversion ? 'hints.unfused-pairs-float-remedy' : 'hints.unfused-pairs-remedy', {}),
    action: 'quantize-static',
    ...(milliseconds !== undefined && { milliseconds }),
  };
}

/** Why pairs around a node are for nothing; undefined where they are not, there are none, or nobody knows. */
function reasonOf(node: onnx.NodeProto, facts: HintFacts): Message | undefined {
  if (convolutions.has(node.opType)) return undefined;
  const runs = facts.runs(node);
  if (runs === 'integer' || runs === 'folded') return undefined;
  const inputs = quantizedInputs(facts, node);
  const output = quantizedOutput(facts, node);
  if (inputs.length === 0 || output.pairs.length === 0) return undefined;
  if (floatOnly.has(node.opType)) {
    return uselessPairs(facts, node).length > 0 ? message('hints.reason-float-only', {}) : undefined;
  }
  if (facts.model.graph.isOutput(node.output[0] ?? '')) return message('hints.reason-is-output', {});
  if (!output.whole) return message('hints.reason-float-readers', {});
  if (moving.has(node.opType) && !quantizedAlike(inputs[0]!, output.pairs[0]!)) {
    return message('hints.reason-other-scales', {});
  }
  return runs === 'float' ? message('hints.reason-unknown', {}) : undefined;
}

/** The halves of pairs around a node that is computed on real numbers, as is all that writes or reads what they convert. */
function uselessPairs(facts: HintFacts, node: onnx.NodeProto): readonly onnx.NodeProto[] {
  const { graph } = facts.model;
  const pairs = [
    ...quantizedInputs(facts, node).map((half) => graph.producer(half.input[0] ?? '')),
    ...quantizedOutput(facts, node).pairs,
  ];
  return pairs.flatMap((quantize) => {
    if (quantize?.opType !== 'QuantizeLinear') return [];
    const writer = graph.producer(quantize.input[0] ?? '');
    const dequantizes = [...graph.consumers(quantize.output[0] ?? '')];
    const readers = dequantizes.flatMap((half) => [...graph.consumers(half.output[0] ?? '')]);
    const isUseless = (writer === undefined || isFloat(facts, writer)) && readers.every((each) => isFloat(facts, each));
    return isUseless ? [quantize, ...dequantizes] : [];
  });
}

function isFloat(facts: HintFacts, node: onnx.NodeProto): boolean {
  return (facts.runs(node) ?? (floatOnly.has(node.opType) ? 'float' : undefined)) === 'float';
}

/** Whether both halves of a pair have the very same scale and zero point. */
function quantizedAlike(one: onnx.NodeProto, other: onnx.NodeProto): boolean {
  return one.input[1] === other.input[1] && one.input[2] === other.input[2];
}
