import { onnx } from '../../engine/onnx/generated/onnx.js';
import type { Graph } from '../../engine/onnx/graph.ts';
import type { Model } from '../../engine/onnx/model.ts';
import { payloadLength, pieceLength } from '../../engine/onnx/payload.ts';
import type { TensorDetails } from '../../protocol/graph/details.ts';
import { byteLength } from '../../engine/onnx/elementType.ts';
import { elementCount } from '../../engine/onnx/tensor.ts';
import { fileText, metadataEntries } from '../structure/facts.ts';

/** Everything about a tensor that is not in the columns, but its elements. */
export function tensorDetails(model: Model, graph: Graph, name: string): TensorDetails {
  const stored = model.stored(graph, name);
  const info = graph.valueInfo(name);
  const tensor = stored instanceof onnx.SparseTensorProto ? stored.values : stored;
  const metadata = [...(tensor?.metadataProps ?? []), ...(info?.metadataProps ?? [])];
  return {
    documentation: fileText([tensor, info].find((each) => each && each.docString !== '')?.docString ?? ''),
    metadata: metadataEntries(metadata),
    ...(stored !== undefined && { stored: place(model, stored) }),
  };
}

function place(model: Model, stored: onnx.TensorProto | onnx.SparseTensorProto): NonNullable<TensorDetails['stored']> {
  if (stored instanceof onnx.SparseTensorProto) {
    const parts = [stored.values, stored.indices].filter((part) => part instanceof onnx.TensorProto);
    const bytes = parts.reduce((sum, part) => sum + place(model, part).bytes, 0);
    return { file: model.file, bytes, sparse: true };
  }
  const payload = model.payload(stored);
  if (payload === undefined) {
    const { type, dims } = model.header(stored);
    const bytes = type === 'string' ? textBytes(stored) : byteLength(type, elementCount(dims));
    return { file: model.file, bytes, sparse: false };
  }
  const [piece] = payload.pieces;
  const inFile = piece === undefined || piece instanceof Uint8Array ? undefined : piece;
  return {
    file: inFile?.source.path ?? inFile?.source.name ?? model.file,
    bytes: payloadLength(payload),
    ...(inFile !== undefined && pieceLength(inFile) === payloadLength(payload) && { offset: inFile.offset }),
    sparse: false,
  };
}

function textBytes({ stringData }: onnx.TensorProto): number {
  return stringData.reduce((sum, { byteLength: length }) => sum + length, 0);
}
