import { constantAttribute } from '../../constantNode.ts';
import { onnx } from '../../generated/onnx.js';
import type { Rewrite } from '../rewrite.ts';

/** The value of a Constant node becomes an initializer: the same tensor, wherever its bytes lie, under the node's output. */
export const constantNode: Rewrite = {
  name: 'constant-node',
  opTypes: ['Constant'],
  apply(node, { graph }) {
    const [name = ''] = node.output;
    const value = constantAttribute(node);
    if (value === undefined || graph.isOutput(name)) return false;
    if (value instanceof onnx.SparseTensorProto) {
      if (!value.values) return false;
      value.values.name = name;
      graph.remove(node);
      graph.addSparseInitializer(value);
      return true;
    }
    value.name = name;
    graph.remove(node);
    graph.addInitializer(value);
    return true;
  },
};
