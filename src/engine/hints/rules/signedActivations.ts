import { message } from '../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { quantizedInputs, someNames } from '../pairs.ts';
import type { HintFacts, HintRule } from '../rule.ts';

const computing: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul', 'Add', 'Mul', 'Concat']);

/** Activations in signed integers on x64, whose kernels are made for unsigned ones: many nodes then do not run on integers. */
export const signedActivations: HintRule = {
  name: 'signed-activations',
  find(facts) {
    if (facts.machine.architecture !== 'x64') return [];
    const nodes = facts.byCost([...facts.model.graph.nodes].filter((node) => isSigned(facts, node)));
    // Where all of it runs on integers, nothing is lost but a little speed.
    if (nodes.length === 0 || (facts.profile !== undefined && nodes.every((node) => facts.runs(node) === 'integer'))) {
      return [];
    }
    const lost = nodes.filter((node) => facts.runs(node) !== 'integer');
    const milliseconds = facts.milliseconds(lost);
    return [
      {
        nodes: lost,
        hazard: message('hints.signed-activations', someNames(lost)),
        remedy: message('hints.signed-activations-remedy', {}),
        action: 'quantize-static',
        ...(milliseconds !== undefined && { milliseconds }),
      },
    ];
  },
};

function isSigned(facts: HintFacts, node: onnx.NodeProto): boolean {
  if (!computing.has(node.opType)) return false;
  const { model } = facts;
  return quantizedInputs(facts, node).some(
    ({ input }) => model.constantHeader(model.graph, input[2] ?? '')?.type === 'int8',
  );
}
