/** The messages of the format in which tensors can lie, and the fields through which one reaches them. */
export type MessageName =
  'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'sparseTensor' | 'function' | 'training';

const nested: Readonly<Record<MessageName, ReadonlyMap<number, MessageName>>> = {
  model: new Map([
    [7, 'graph'],
    [20, 'training'],
    [25, 'function'],
  ]),
  graph: new Map([
    [1, 'node'],
    [5, 'tensor'],
    [15, 'sparseTensor'],
  ]),
  node: new Map([[5, 'attribute']]),
  attribute: new Map([
    [5, 'tensor'],
    [6, 'graph'],
    [10, 'tensor'],
    [11, 'graph'],
    [22, 'sparseTensor'],
    [23, 'sparseTensor'],
  ]),
  tensor: new Map(),
  sparseTensor: new Map([
    [1, 'tensor'],
    [2, 'tensor'],
  ]),
  function: new Map([
    [7, 'node'],
    [11, 'attribute'],
  ]),
  training: new Map([
    [1, 'graph'],
    [2, 'graph'],
  ]),
};

/** The message that field `field` of `parent` holds, if tensors can lie below it. */
export function nestedMessage(parent: MessageName, field: number): MessageName | undefined {
  return nested[parent].get(field);
}

/** Our own field of `TensorProto`, never written to a file: the index of its payload in the {@link PayloadTable}. */
export const payloadIndexField = 100_001;

/** Subgraphs deeper than this are refused: protobuf readers, onnxruntime's among them, stop at about a hundred messages. */
export const depthLimit = 96;
