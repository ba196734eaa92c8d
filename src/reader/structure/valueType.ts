import { bitsPerElement, elementTypeOf } from '../../engine/onnx/elementType.ts';
import type { onnx } from '../../engine/onnx/generated/onnx.js';
import type { ValueType } from '../../protocol/graph/structure.ts';

/** Deeper than any type that operators have; a hostile file may nest further. */
const deepest = 8;

/** What a file declares of a value. */
export interface DeclaredValue {
  readonly type: ValueType | undefined;
  /** Sizes and names of dimensions, `?` for one that has neither; undefined where the rank is not known. */
  readonly dims: readonly (number | string)[] | undefined;
}

const nothing: DeclaredValue = { type: undefined, dims: undefined };

/** Type and shape as a file declares them. */
export function declaredValue(info: onnx.ValueInfoProto | undefined): DeclaredValue {
  const type = info?.type;
  if (!type) return nothing;
  const tensor = type.tensorType ?? type.sparseTensorType;
  const name = typeName(type, 0);
  const element = elementTypeOf(type.tensorType?.elemType ?? 0);
  return {
    type: name === undefined ? undefined : { name, bits: element === undefined ? 0 : bitsPerElement(element) },
    // A dimension without a number, or of 0 as some exporters write it, is open.
    dims: tensor?.shape?.dim.map(({ dimValue, dimParam }) => {
      const size = Number(dimValue);
      return size > 0 ? size : dimParam || '?';
    }),
  };
}

/** As the ONNX documentation writes types; the plain element type for tensors. */
function typeName(type: onnx.TypeProto, depth: number): string | undefined {
  const element = (code: number): string => elementTypeOf(code) ?? '?';
  const inner = (of: onnx.TypeProto | null | undefined): string => {
    if (!of || depth === deepest) return '?';
    const name = typeName(of, depth + 1) ?? '?';
    return of.tensorType ? `tensor(${name})` : name;
  };
  if (type.tensorType) return elementTypeOf(type.tensorType.elemType);
  if (type.sparseTensorType) return `sparse_tensor(${element(type.sparseTensorType.elemType)})`;
  if (type.sequenceType) return `seq(${inner(type.sequenceType.elemType)})`;
  if (type.optionalType) return `optional(${inner(type.optionalType.elemType)})`;
  if (type.mapType) return `map(${element(type.mapType.keyType)},${inner(type.mapType.valueType)})`;
  return undefined;
}

/** A shape as people write it: `64×3×7×7`. */
export function shapeText(dims: readonly (number | string)[]): string {
  return dims.join('×');
}
