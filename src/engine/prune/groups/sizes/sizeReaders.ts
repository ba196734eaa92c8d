import type { onnx } from '../../../onnx/generated/onnx.js';

/** Inputs with the sizes of what a node writes, whose rules adapt them to what is left. */
const sizeInputs: ReadonlyMap<string, number> = new Map([
  ['Reshape', 1],
  ['Expand', 1],
  ['ConstantOfShape', 0],
  ['Resize', 3],
]);

/** Whether an input of a node says how large its output is to be. */
export function readsSizes(node: onnx.NodeProto, input: number): boolean {
  return sizeInputs.get(node.opType) === input;
}

/** Whether a node asks for the shape of what it reads only. */
export function readsShape(node: onnx.NodeProto): boolean {
  return node.opType === 'Shape' || node.opType === 'Size';
}
