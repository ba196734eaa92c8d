import type { ElementType } from '../../onnx/elementType.ts';
import { elementCount, type TensorData } from '../../onnx/tensor.ts';
import { convertElements } from '../convert.ts';
import { normalNumbers } from '../random.ts';
import type { ValueRule } from './valueRule.ts';

/** The values of one feed by a rule. `uniform` gives numbers from 0 to 1; the same numbers give the same values. */
export function generate(
  rule: ValueRule,
  input: string,
  type: ElementType,
  dims: readonly number[],
  uniform: () => number,
): TensorData {
  const floating = rule.kind === 'normal' || rule.kind === 'uniform';
  const count = elementCount(dims);
  const values = floating ? new Float32Array(count) : new Float64Array(count);
  const next = numbers(rule, dims.at(-1) ?? 1, uniform);
  for (let index = 0; index < values.length; index++) values[index] = next(index);
  const from = floating ? 'float32' : type.startsWith('float') ? 'float64' : 'int64';
  const source = from === 'int64' ? BigInt64Array.from(values as Float64Array, BigInt) : values;
  return convertElements(source, { array: 'synthetic', input, from, to: type });
}

function numbers(rule: ValueRule, lastDim: number, uniform: () => number): (index: number) => number {
  switch (rule.kind) {
    case 'normal':
      return normalNumbers(uniform);
    case 'uniform':
      return uniform;
    case 'constant':
      return () => rule.value;
    case 'positions':
      return (index) => index % lastDim;
    case 'integers':
      return () => rule.low + Math.floor(uniform() * (rule.high - rule.low + 1));
  }
}
