import type { Model } from '../../onnx/model.ts';
import type { Layer } from '../layer.ts';

/** Functions of single elements that flatten some of the values they are given, and have no integer kernel: those that have are layers. */
const flattening: ReadonlySet<string> = new Set([
  ...['Tanh', 'HardSigmoid', 'HardSwish', 'Elu', 'Selu', 'Celu', 'Gelu', 'Mish', 'Softplus', 'Softsign', 'Erf'],
  ...['PRelu', 'ThresholdedRelu'],
]);

/**
 * The tensor in which the result of a layer matters: its own or, where nothing reads that but a float function of single elements,
 * what the function gives. In front of a Tanh a channel of huge values would have nearly all the energy of the tensor, and hide
 * what became of the others, though nobody ever sees more of it than its sign.
 */
export function visibleResult({ output }: Layer, { graph }: Model): string {
  const [reader, ...others] = graph.consumers(output);
  if (reader === undefined || others.length > 0 || graph.isOutput(output)) return output;
  const isFunction = flattening.has(reader.opType) && reader.input[0] === output;
  return isFunction ? (reader.output[0] ?? output) : output;
}
