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
  // Of kernels with nothing to convert only the conversions could be saved; others could be integer as well.
  const around = nodes.flatMap((node) => [...quantizedInputs(facts, node), ...quantizedOutput(facts, node).pairs]);
  const isConversion = reason.code === 'hints.reason-float-only';
  const milliseconds = facts.milliseconds(isConversion ? around : [...around, ...nodes]);
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
  if (floatOnly.has(node.opType)) return message('hints.reason-float-only', {});
  if (facts.model.graph.isOutput(node.output[0] ?? '')) return message('hints.reason-is-output', {});
  if (!output.whole) return message('hints.reason-float-readers', {});
  if (moving.has(node.opType) && !quantizedAlike(inputs[0]!, output.pairs[0]!)) {
    return message('hints.reason-other-scales', {});
  }
  return runs === 'float' ? message('hints.reason-unknown', {}) : undefined;
}

/** Whether both halves of a pair have the very same scale and zero point. */
function quantizedAlike(one: onnx.NodeProto, other: onnx.NodeProto): boolean {
  return one.input[1] === other.input[1] && one.input[2] === other.input[2];
}
