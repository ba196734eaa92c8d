import type { onnx } from './generated/onnx.js';
import { NamedItems } from './namedItems.ts';

/** What a graph declares beside its nodes, by name and in the order of the file: weights, inputs, outputs, types and shapes. */
export class Declarations {
  readonly initializers: NamedItems<onnx.TensorProto>;
  readonly sparse: NamedItems<onnx.SparseTensorProto>;
  readonly inputs: NamedItems<onnx.ValueInfoProto>;
  readonly outputs: NamedItems<onnx.ValueInfoProto>;
  readonly inner: NamedItems<onnx.ValueInfoProto>;

  constructor(proto: onnx.GraphProto) {
    this.initializers = new NamedItems(proto.initializer, ({ name }) => name);
    this.sparse = new NamedItems(proto.sparseInitializer, ({ values }) => values?.name ?? '');
    this.inputs = new NamedItems(proto.input, ({ name }) => name);
    this.outputs = new NamedItems(proto.output, ({ name }) => name);
    this.inner = new NamedItems(proto.valueInfo, ({ name }) => name);
  }

  /** Writes what is declared now back into the message. */
  commit(proto: onnx.GraphProto): void {
    proto.initializer = [...this.initializers.values()];
    proto.sparseInitializer = [...this.sparse.values()];
    proto.input = [...this.inputs.values()];
    proto.output = [...this.outputs.values()];
    proto.valueInfo = [...this.inner.values()];
  }
}
