import protobuf from 'protobufjs/minimal.js';
import { onnx } from './generated/onnx.js';

/** A model's structure as a message. Fields that this version of the format does not know are kept, at every level. */
export function decodeModel(structure: Uint8Array): onnx.ModelProto {
  const reader = protobuf.Reader.create(structure);
  reader.discardUnknown = false;
  return onnx.ModelProto.decode(reader);
}
