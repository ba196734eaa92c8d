import { message, type MessageCode } from '../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { dequantizes, quantizedInputs, quantizedOutput, someNames, storedIntegers } from '../pairs.ts';
import type { FoundHazard, HintFacts, HintRule } from '../rule.ts';

/** Convolutions whose weights are integers but which compute on real numbers, because what they read or write is not quantized. */
export const floatConvolutions: HintRule = {
  name: 'float-convolutions',
  find(facts) {
    const floatInput: onnx.NodeProto[] = [];
    const floatOutput: onnx.NodeProto[] = [];
    const other: onnx.NodeProto[] = [];
    for (const node of facts.model.graph.nodes) {
      if (node.opType !== 'Conv' || facts.runs(node) === 'integer') continue;
      if (storedIntegers(facts, dequantizes(facts, node, 1)) === undefined) continue;
      if (quantizedInputs(facts, node).length === 0) floatInput.push(node);
      else if (!isQuantizedWhole(facts, node)) floatOutput.push(node);
      else if (facts.runs(node) === 'float') other.push(node);
    }
    return [
      ...hazardOf(facts, floatInput, 'hints.float-input'),
      ...hazardOf(facts, floatOutput, 'hints.float-output'),
      ...hazardOf(facts, other, 'hints.float-other'),
    ];
  },
};

/** Whether all readers of a convolution, or of the Relu or Clip after it, take integers. */
function isQuantizedWhole(facts: HintFacts, node: onnx.NodeProto): boolean {
  if (quantizedOutput(facts, node).whole) return true;
  const [reader, ...others] = facts.model.graph.consumers(node.output[0] ?? '');
  const isActivation = reader?.opType === 'Relu' || reader?.opType === 'Clip';
  return isActivation && others.length === 0 && quantizedOutput(facts, reader).whole;
}

type Hazard = Extract<MessageCode, 'hints.float-input' | 'hints.float-output' | 'hints.float-other'>;

function hazardOf(facts: HintFacts, nodes: readonly onnx.NodeProto[], code: Hazard): readonly FoundHazard[] {
  if (nodes.length === 0) return [];
  const sorted = facts.byCost(nodes);
  const around = nodes.flatMap((node) => [
    ...node.input.flatMap((_, index) => dequantizes(facts, node, index) ?? []),
    ...quantizedOutput(facts, node).pairs,
  ]);
  const milliseconds = facts.milliseconds([...nodes, ...around]);
  return [
    {
      nodes: sorted,
      hazard: message(code, someNames(sorted)),
      remedy: message('hints.float-convolutions-remedy', {}),
      action: 'quantize-static',
      ...(milliseconds !== undefined && { milliseconds }),
    },
  ];
}
