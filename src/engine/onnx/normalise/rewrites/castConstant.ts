import { intAttribute } from '../../attributes.ts';
import { type ElementType, elementTypeOf } from '../../elementType.ts';
import { isReal, realsOf, storeReals } from '../../reals.ts';
import type { DenseTensor, TensorData } from '../../tensor.ts';
import type { Rewrite } from '../rewrite.ts';

/**
 * A constant that is cast is stored in the type it is needed in: to float types from real numbers and integers, between
 * integers where all values fit.
 */
export const castConstant: Rewrite = {
  name: 'cast-constant',
  opTypes: ['Cast'],
  apply(node, rewriting) {
    const [source = ''] = node.input;
    const [result = ''] = node.output;
    const to = elementTypeOf(intAttribute(node, 'to') ?? 0);
    const from = rewriting.header(source)?.type;
    if (to === undefined || from === undefined || !isCastable(from, to)) return false;
    if (!rewriting.mayStore(result, source)) return false;
    const constant = rewriting.model.constant(rewriting.graph, source);
    const data = constant && cast(constant, to);
    if (!data) return false;
    rewriting.removeNode(node);
    rewriting.graph.addInitializer(rewriting.model.tensor(result, to, constant.dims, data));
    return true;
  },
};

const integers: ReadonlySet<ElementType> = new Set<ElementType>([
  ...(['bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64'] as const),
]);

function isCastable(from: ElementType, to: ElementType): boolean {
  if (isReal(to)) return isReal(from) || integers.has(from);
  return (to === 'int64' || to === 'int32') && integers.has(from);
}

function cast(constant: DenseTensor, to: ElementType): TensorData | undefined {
  if (isReal(to))
    return storeReals(to, isReal(constant.type) ? realsOf(constant) : Float64Array.from(integersOf(constant)));
  const values = integersOf(constant);
  if (to === 'int64') return BigInt64Array.from(values, BigInt);
  return values.every((value) => (value | 0) === value) ? Int32Array.from(values) : undefined;
}

function integersOf({ data }: DenseTensor): readonly number[] {
  return Array.from(data as ArrayLike<number | bigint>, Number);
}
