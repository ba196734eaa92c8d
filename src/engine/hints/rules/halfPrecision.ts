import { message } from '../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { someNames } from '../pairs.ts';
import type { HintFacts, HintRule } from '../rule.ts';

const heavy: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'LSTM', 'GRU', 'Attention']);

/** Convolutions and products in half precision, which processors compute in single precision between conversions, or slowly. */
export const halfPrecision: HintRule = {
  name: 'half-precision',
  find(facts) {
    const nodes = facts.byCost([...facts.model.graph.nodes].filter((node) => isHalf(facts, node)));
    if (nodes.length === 0) return [];
    const milliseconds = costOf(facts, nodes);
    return [
      {
        nodes,
        hazard: message('hints.half-precision', someNames(nodes)),
        remedy: message('hints.half-precision-remedy', {}),
        action: 'quantize-static',
        ...(milliseconds !== undefined && { milliseconds }),
      },
    ];
  },
};

function isHalf({ model, types }: HintFacts, node: onnx.NodeProto): boolean {
  if (!heavy.has(node.opType)) return false;
  return node.input.slice(0, 2).some((input) => {
    const header = model.constantHeader(model.graph, input) ?? types.get(input);
    return header?.type === 'float16';
  });
}

/** The nodes themselves, and conversions that the runtime put in. */
function costOf(facts: HintFacts, nodes: readonly onnx.NodeProto[]): number | undefined {
  const own = facts.milliseconds(nodes);
  if (own === undefined) return undefined;
  const casts = facts.profile?.overhead.filter(({ operator }) => operator === 'Cast') ?? [];
  return casts.reduce((sum, { milliseconds }) => sum + milliseconds, own);
}
