import { userError } from '../../protocol/userError.ts';
import { rangeOf } from './observers/range.ts';
import { ruleFor } from './rules/registry.ts';
import type { RuleContext } from './rules/rule.ts';

/**
 * Where the values of a tensor are not finite, the reason is often a weight: then the model is broken, which no choice of
 * what to quantize mends. A constant with NaN is such a weight, and so is a factor with an infinity; what is added may
 * have them, as masks do.
 * @throws UserError that names the weight of the node that computes the tensor
 */
export function requireFiniteWeights(tensor: string, { model, graph, ...context }: RuleContext): void {
  let node = graph.producer(tensor);
  if (node !== undefined && ruleFor(node)?.role === 'absorb') node = graph.producer(node.input[0] ?? '');
  if (node === undefined) return;
  const operands = ruleFor(node)?.operands(node, { model, graph, ...context }) ?? [];
  for (const [index, input] of node.input.entries()) {
    if (context.constant(input)?.type !== 'float32') continue;
    const constant = model.constant(graph, input);
    if (!(constant?.data instanceof Float32Array)) continue;
    const { nan, infinite } = rangeOf(constant.data);
    const isWeight = operands[index]?.kind === 'weight' || operands[index]?.kind === 'bias';
    if (nan > 0 || (isWeight && infinite > 0)) {
      throw userError('quantize.weight-not-finite', { file: model.file, tensor: input });
    }
  }
}
