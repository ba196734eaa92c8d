import { elementTypeOf } from '../../engine/onnx/elementType.ts';
import { onnx } from '../../engine/onnx/generated/onnx.js';
import type { AttributeKind } from '../../protocol/graph/details.ts';
import { shapeText } from './valueType.ts';

const { AttributeType } = onnx.AttributeProto;

const kinds: Readonly<Record<number, AttributeKind>> = {
  [AttributeType.FLOAT]: 'float',
  [AttributeType.INT]: 'int',
  [AttributeType.STRING]: 'string',
  [AttributeType.TENSOR]: 'tensor',
  [AttributeType.SPARSE_TENSOR]: 'sparse-tensor',
  [AttributeType.TYPE_PROTO]: 'type',
  [AttributeType.GRAPH]: 'graph',
  [AttributeType.FLOATS]: 'floats',
  [AttributeType.INTS]: 'ints',
  [AttributeType.STRINGS]: 'strings',
  [AttributeType.TENSORS]: 'tensors',
  [AttributeType.SPARSE_TENSORS]: 'sparse-tensors',
  [AttributeType.TYPE_PROTOS]: 'types',
  [AttributeType.GRAPHS]: 'graphs',
};

export function attributeKind({ type }: onnx.AttributeProto): AttributeKind {
  return kinds[type] ?? 'undefined';
}

/** The value of an attribute as text, with at most `most` elements of a list and UTF-16 units of a text. */
export function attributeText(attribute: onnx.AttributeProto, most: number): string {
  const listed = <Item>(items: readonly Item[], text: (item: Item) => string): string => {
    const shown = items.slice(0, most).map(text);
    return `[${shown.join(', ')}${items.length > most ? ', …' : ''}]`;
  };
  switch (attributeKind(attribute)) {
    case 'float':
      return floatText(attribute.f);
    case 'int':
      return attribute.i.toString();
    case 'string':
      return stringText(attribute.s, most);
    case 'tensor':
      return attribute.t ? tensorText(attribute.t) : '';
    case 'sparse-tensor':
      return attribute.sparseTensor ? sparseText(attribute.sparseTensor) : '';
    case 'graph':
      return attribute.g?.name ?? '';
    case 'floats':
      return listed(attribute.floats, floatText);
    case 'ints':
      return listed(attribute.ints, String);
    case 'strings':
      return listed(attribute.strings, (each) => stringText(each, most));
    case 'tensors':
      return listed(attribute.tensors, tensorText);
    case 'sparse-tensors':
      return listed(attribute.sparseTensors, sparseText);
    case 'graphs':
      return listed(attribute.graphs, ({ name }) => name);
    case 'type':
    case 'types':
    case 'undefined':
      return '';
  }
}

/** The shortest decimal that is this float32. */
export function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(value);
}

const decoder = new TextDecoder();

function stringText(bytes: Uint8Array, most: number): string {
  // A character has at most four bytes.
  const text = decoder.decode(bytes.subarray(0, 4 * most + 4));
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function tensorText({ dataType, dims }: onnx.TensorProto): string {
  return `${elementTypeOf(dataType) ?? '?'} ${shapeText(dims.map(String))}`.trim();
}

function sparseText({ values, dims }: onnx.SparseTensorProto): string {
  return `${elementTypeOf(values?.dataType ?? 0) ?? '?'} ${shapeText(dims.map(String))}`.trim();
}
