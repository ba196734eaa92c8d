import type { ElementType } from '../../onnx/elementType.ts';
import { isSampleRate } from '../dimensionSizes.ts';
import type { ModelInput } from '../modelInputs.ts';
import type { SyntheticSpec } from '../spec.ts';

/** What kind of values an input is given. */
export type ValueRule =
  | { readonly kind: 'normal' }
  | { readonly kind: 'uniform' }
  | { readonly kind: 'constant'; readonly value: number }
  /** Whole numbers from `low` to `high`, both included. */
  | { readonly kind: 'integers'; readonly low: number; readonly high: number }
  /** 0, 1, 2, … along the last axis. */
  | { readonly kind: 'positions' };

/** Element types that values can be made up for. */
export const syntheticTypes: ReadonlySet<ElementType> = new Set<ElementType>([
  'float32',
  'float16',
  'float64',
  'bool',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
]);

const floats: ReadonlySet<ElementType> = new Set<ElementType>(['float32', 'float16', 'float64']);
const sampleRate = 16_000;
const usualIntegerRange = 100;

/**
 * The values that suit an input, by its name and type: masks and booleans are 1, a sample rate is 16,000, lengths are the
 * length of the sequence, token types 0, positions count, bytes of images take the whole range. Other integers are from 0
 * to below the given range (100 unless given, which every vocabulary holds); floats are N(0, 1), or even from 0 to 1.
 * @param shapes shapes of all inputs; lengths are read from the first that has two dimensions or more
 */
export function valueRule(
  { name, type, dims }: ModelInput,
  spec: Pick<SyntheticSpec, 'distribution' | 'integerRange'>,
  shapes: ReadonlyMap<string, readonly number[]>,
): ValueRule {
  if (type === 'bool' || /mask/i.test(name)) return { kind: 'constant', value: 1 };
  if (isSampleRate(name) && type !== 'int8' && type !== 'uint8') return { kind: 'constant', value: sampleRate };
  if (floats.has(type)) return { kind: spec.distribution ?? 'normal' };
  if (/(^|[^a-z])(lengths?|lens?)$/i.test(name)) return { kind: 'constant', value: sequenceLength(shapes) };
  if (/token_?type|segment/i.test(name)) return { kind: 'constant', value: 0 };
  if (/position/i.test(name)) return { kind: 'positions' };
  if (type === 'uint8' && dims.length === 4) return { kind: 'integers', low: 0, high: 255 };
  if (type === 'int8' && dims.length === 4) return { kind: 'integers', low: -128, high: 127 };
  const largest = type === 'int8' ? 127 : type === 'uint8' ? 255 : type === 'int16' ? 32_767 : 65_535;
  const range = spec.integerRange ?? usualIntegerRange;
  const limited = /^u?int(8|16)$/.test(type) ? Math.min(range - 1, largest) : range - 1;
  return { kind: 'integers', low: 0, high: limited };
}

function sequenceLength(shapes: ReadonlyMap<string, readonly number[]>): number {
  for (const shape of shapes.values()) if (shape.length >= 2) return shape[1] ?? 1;
  return 1;
}
