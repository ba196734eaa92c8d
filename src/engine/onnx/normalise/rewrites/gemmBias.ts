import { linearOf } from '../linear.ts';
import { alongAxis } from '../broadcast.ts';
import { realBuffer } from '../../reals.ts';
import type { Rewrite } from '../rewrite.ts';

/** A bias of Gemm that is [1, N] or one number becomes [N], the one form that quantizes. */
export const gemmBias: Rewrite = {
  name: 'gemm-bias',
  opTypes: ['Gemm'],
  apply(node, rewriting) {
    const tensor = node.input[2] ?? '';
    const linear = linearOf(node, rewriting);
    const dims = rewriting.header(tensor)?.dims;
    if (!linear || dims === undefined || (dims.length === 1 && dims[0] === linear.channels)) return false;
    const bias = rewriting.reals(tensor);
    const vector = bias && alongAxis(bias, linear.channels, 1, 2);
    if (!vector) {
      rewriting.leave(node, 'normalise.gemm-bias', {
        node: rewriting.graph.id(node),
        tensor,
        dims: dims.join(', '),
        channels: linear.channels,
      });
      return false;
    }
    const values = realBuffer(bias.type, linear.channels);
    values.set(vector);
    rewriting.setReals(node, 2, { type: bias.type, dims: [linear.channels], values });
    return true;
  },
};
