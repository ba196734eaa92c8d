import Long from 'long';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  float,
  floatAttribute,
  floats,
  floatsAttribute,
  graphValue,
  int,
  intAttribute,
  ints,
  intsAttribute,
  longsAttribute,
  makeNode,
  removeAttribute,
  setAttribute,
  tensorAttribute,
  tensorValue,
  text,
  textAttribute,
  texts,
} from './attributes.ts';
import { onnx } from './generated/onnx.js';

const largest = Long.MAX_VALUE;

describe('attributes', () => {
  const node = makeNode('Op', ['x'], ['y'], {
    name: 'node',
    domain: 'own',
    attributes: {
      i: int(-7),
      l: int(largest),
      is: ints([1, largest, -1]),
      f: float(0.5),
      fs: floats([0.25, -2]),
      s: text('größer'),
      ss: texts(['a', '']),
      t: tensorValue(onnx.TensorProto.create({ name: 'value' })),
      g: graphValue(onnx.GraphProto.create({ name: 'body' })),
    },
  });

  it('are written with their type and come back through a file', () => {
    const read = onnx.NodeProto.decode(onnx.NodeProto.encode(node).finish());
    expect(intAttribute(read, 'i')).toBe(-7);
    expect(attribute(read, 'l')?.i.equals(largest)).toBe(true);
    expect(intsAttribute(read, 'is')).toEqual([1, 2 ** 63, -1]);
    expect(longsAttribute(read, 'is')?.[1]?.equals(largest)).toBe(true);
    expect(floatAttribute(read, 'f')).toBe(0.5);
    expect(floatsAttribute(read, 'fs')).toEqual([0.25, -2]);
    expect(textAttribute(read, 's')).toBe('größer');
    expect(attribute(read, 'ss')?.strings.map((each) => Buffer.from(each).toString())).toEqual(['a', '']);
    expect(tensorAttribute(read, 't')?.name).toBe('value');
    expect(attribute(read, 'g')?.g?.name).toBe('body');
    const { AttributeType } = onnx.AttributeProto;
    expect(read.attribute.map(({ type }) => type)).toEqual([
      ...[AttributeType.INT, AttributeType.INT, AttributeType.INTS, AttributeType.FLOAT, AttributeType.FLOATS],
      ...[AttributeType.STRING, AttributeType.STRINGS, AttributeType.TENSOR, AttributeType.GRAPH],
    ]);
    expect(read).toMatchObject({ opType: 'Op', name: 'node', domain: 'own', input: ['x'], output: ['y'] });
  });

  it('that are missing are undefined', () => {
    for (const get of [
      intAttribute,
      intsAttribute,
      longsAttribute,
      floatAttribute,
      floatsAttribute,
      textAttribute,
      tensorAttribute,
    ]) {
      expect(get(node, 'missing')).toBeUndefined();
    }
  });

  it('are set in the place of those they replace, and removed', () => {
    const edited = makeNode('Op', [], [], { attributes: { a: int(1), b: int(2) } });
    setAttribute(edited, 'a', float(1.5));
    setAttribute(edited, 'c', int(3));
    expect(edited.attribute.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(floatAttribute(edited, 'a')).toBe(1.5);
    removeAttribute(edited, 'b');
    expect(edited.attribute.map(({ name }) => name)).toEqual(['a', 'c']);
  });
});
