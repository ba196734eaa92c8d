import Long from 'long';
import { onnx } from './generated/onnx.js';

const { AttributeType } = onnx.AttributeProto;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Makes the value of an attribute; the name is given by {@link setAttribute} or by the node that is made. */
export type AttributeValue = (name: string) => onnx.AttributeProto;

export const int =
  (value: number | Long): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.INT, i: Long.fromValue(value) });

export const ints =
  (values: readonly (number | Long)[]): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.INTS, ints: values.map((value) => Long.fromValue(value)) });

export const float =
  (value: number): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.FLOAT, f: value });

export const floats =
  (values: readonly number[]): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.FLOATS, floats: [...values] });

export const text =
  (value: string): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.STRING, s: encoder.encode(value) });

export const texts =
  (values: readonly string[]): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({
      name,
      type: AttributeType.STRINGS,
      strings: values.map((value) => encoder.encode(value)),
    });

export const tensorValue =
  (value: onnx.TensorProto): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.TENSOR, t: value });

export const graphValue =
  (value: onnx.GraphProto): AttributeValue =>
  (name) =>
    onnx.AttributeProto.create({ name, type: AttributeType.GRAPH, g: value });

/** The attribute with this name, if the node has it. */
export function attribute(node: onnx.NodeProto, name: string): onnx.AttributeProto | undefined {
  return node.attribute.find((each) => each.name === name);
}

/** An integer attribute; lengths beyond 2^53 (such as "to the end") lose their last digits. */
export function intAttribute(node: onnx.NodeProto, name: string): number | undefined {
  return attribute(node, name)?.i.toNumber();
}

export function intsAttribute(node: onnx.NodeProto, name: string): readonly number[] | undefined {
  return attribute(node, name)?.ints.map((value) => value.toNumber());
}

/** Integers of an attribute with all their 64 bits. */
export function longsAttribute(node: onnx.NodeProto, name: string): readonly Long[] | undefined {
  return attribute(node, name)?.ints;
}

export function floatAttribute(node: onnx.NodeProto, name: string): number | undefined {
  return attribute(node, name)?.f;
}

export function floatsAttribute(node: onnx.NodeProto, name: string): readonly number[] | undefined {
  return attribute(node, name)?.floats;
}

export function textAttribute(node: onnx.NodeProto, name: string): string | undefined {
  const found = attribute(node, name);
  return found === undefined ? undefined : decoder.decode(found.s);
}

export function tensorAttribute(node: onnx.NodeProto, name: string): onnx.TensorProto | undefined {
  return attribute(node, name)?.t ?? undefined;
}

/** Sets an attribute, in the place of one with the same name. */
export function setAttribute(node: onnx.NodeProto, name: string, value: AttributeValue): void {
  const made = value(name);
  const index = node.attribute.findIndex((each) => each.name === name);
  if (index < 0) node.attribute.push(made);
  else node.attribute[index] = made;
}

export function removeAttribute(node: onnx.NodeProto, name: string): void {
  node.attribute = node.attribute.filter((each) => each.name !== name);
}

/** A node that is not yet in a graph. */
export function makeNode(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  options: {
    readonly name?: string;
    readonly domain?: string;
    readonly attributes?: Readonly<Record<string, AttributeValue>>;
  } = {},
): onnx.NodeProto {
  const node = onnx.NodeProto.create({ opType, input: [...input], output: [...output] });
  if (options.name !== undefined) node.name = options.name;
  if (options.domain !== undefined) node.domain = options.domain;
  for (const [name, value] of Object.entries(options.attributes ?? {})) setAttribute(node, name, value);
  return node;
}
