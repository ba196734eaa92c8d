import { message } from '../../../protocol/messages/catalogue.ts';
import { someNames } from '../pairs.ts';
import type { HintRule } from '../rule.ts';

/** Convolutions whose inputs are quantized anew in each run: their kernel is several times slower than the one on real numbers. */
export const dynamicConvolutions: HintRule = {
  name: 'dynamic-convolutions',
  find(facts) {
    const { graph } = facts.model;
    const nodes = facts.byCost([...graph.nodes].filter(({ opType }) => opType === 'ConvInteger'));
    if (nodes.length === 0) return [];
    const ranges = nodes.flatMap(({ input }) => graph.producer(input[0] ?? '') ?? []);
    const milliseconds = facts.milliseconds([
      ...nodes,
      ...ranges.filter(({ opType }) => opType === 'DynamicQuantizeLinear'),
    ]);
    return [
      {
        nodes,
        hazard: message('hints.dynamic-convolutions', someNames(nodes)),
        remedy: message('hints.dynamic-convolutions-remedy', {}),
        action: 'quantize-static',
        ...(milliseconds !== undefined && { milliseconds }),
      },
    ];
  },
};
