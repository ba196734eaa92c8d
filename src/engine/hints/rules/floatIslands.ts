import { message } from '../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { isQuantizeOrDequantize } from '../../runtime/integerKernels.ts';
import { someNames } from '../pairs.ts';
import type { HintFacts, HintRule } from '../rule.ts';

/** Several nodes on real numbers between nodes on integers: numbers are converted on the way in and again on the way out. */
export const floatIslands: HintRule = {
  name: 'float-islands',
  find(facts) {
    if (facts.profile === undefined) return [];
    return islands(facts).flatMap(({ nodes, border }) => {
      const sorted = facts.byCost(nodes);
      const milliseconds = facts.milliseconds(border) ?? 0;
      return [
        {
          nodes: sorted,
          hazard: message('hints.float-islands', someNames(sorted)),
          remedy: message('hints.float-islands-remedy', {}),
          action: 'quantize-mixed',
          milliseconds,
        } as const,
      ];
    });
  },
};

interface Island {
  readonly nodes: readonly onnx.NodeProto[];
  /** The conversions at its border. */
  readonly border: readonly onnx.NodeProto[];
}

/** Groups of at least two connected nodes that compute on real numbers, with conversions before and after them. */
function islands(facts: HintFacts): readonly Island[] {
  const { graph } = facts.model;
  const seen = new Set<onnx.NodeProto>();
  const found: Island[] = [];
  for (const start of graph.nodes) {
    if (seen.has(start) || !isFloat(facts, start)) continue;
    const nodes: onnx.NodeProto[] = [];
    const before = new Set<onnx.NodeProto>();
    const after = new Set<onnx.NodeProto>();
    const waiting = [start];
    seen.add(start);
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      nodes.push(node);
      const writers = node.input.flatMap((tensor) => graph.producer(tensor) ?? []);
      const readers = node.output.flatMap((tensor) => [...graph.consumers(tensor)]);
      for (const writer of writers)
        if (writer.opType === 'DequantizeLinear' && takesTime(facts, writer)) before.add(writer);
      for (const reader of readers)
        if (reader.opType === 'QuantizeLinear' && takesTime(facts, reader)) after.add(reader);
      for (const next of [...writers, ...readers]) {
        if (seen.has(next) || !isFloat(facts, next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
    if (nodes.length > 1 && before.size > 0 && after.size > 0) found.push({ nodes, border: [...before, ...after] });
  }
  return found;
}

function isFloat(facts: HintFacts, node: onnx.NodeProto): boolean {
  return !isQuantizeOrDequantize(node) && facts.runs(node) === 'float';
}

function takesTime(facts: HintFacts, node: onnx.NodeProto): boolean {
  return (facts.of(node)?.milliseconds ?? 0) > 0;
}
