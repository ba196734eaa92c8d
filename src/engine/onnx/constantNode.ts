import Long from 'long';
import { elementTypeCode } from './elementType.ts';
import { onnx } from './generated/onnx.js';

/**
 * The tensor that a Constant node stands for, whichever of its attributes holds it. Undefined for other nodes.
 * (ONNX operators, Constant: value, sparse_value, value_float(s), value_int(s), value_string(s).)
 */
export function constantAttribute(node: onnx.NodeProto): onnx.TensorProto | onnx.SparseTensorProto | undefined {
  if (node.opType !== 'Constant' || (node.domain !== '' && node.domain !== 'ai.onnx')) return undefined;
  const [value] = node.attribute;
  if (value === undefined) return undefined;
  switch (value.name) {
    case 'value':
      return value.t ?? undefined;
    case 'sparse_value':
      return value.sparseTensor ?? undefined;
    case 'value_float':
      return make('float32', [], { floatData: [value.f] });
    case 'value_floats':
      return make('float32', [value.floats.length], { floatData: value.floats });
    case 'value_int':
      return make('int64', [], { int64Data: [value.i] });
    case 'value_ints':
      return make('int64', [value.ints.length], { int64Data: value.ints });
    case 'value_string':
      return make('string', [], { stringData: [value.s] });
    case 'value_strings':
      return make('string', [value.strings.length], { stringData: value.strings });
    default:
      return undefined;
  }
}

function make(
  type: 'float32' | 'int64' | 'string',
  dims: readonly number[],
  data: onnx.TensorProto.$Properties,
): onnx.TensorProto {
  return new onnx.TensorProto({
    ...data,
    dataType: elementTypeCode(type),
    dims: dims.map((dim) => Long.fromNumber(dim)),
  });
}
