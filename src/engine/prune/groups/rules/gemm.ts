import { intAttribute } from '../../../onnx/attributes.ts';
import type { ChannelRule } from '../rule.ts';
import { markOperand, relateOperand } from './broadcasting.ts';
import { relateFactors } from './matrixProduct.ts';

/** The product of two matrices, either of them transposed perhaps, and a bias that is broadcast to it. */
export const gemm: ChannelRule = {
  operators: ['Gemm'],
  relate(node, relations) {
    const [left = '', right = '', bias = ''] = node.input;
    const [output = ''] = node.output;
    const [leftTurned, rightTurned] = ['transA', 'transB'].map((name) => intAttribute(node, name) ?? 0);
    const rows = { tensor: left, axis: leftTurned === 1 ? 1 : 0 };
    const columns = { tensor: right, axis: rightTurned === 1 ? 0 : 1 };
    relations.same(rows, { tensor: output, axis: 0 });
    relations.same(columns, { tensor: output, axis: 1 });
    const factors = [
      { summed: { tensor: left, axis: 1 - rows.axis }, brought: rows },
      { summed: { tensor: right, axis: 1 - columns.axis }, brought: columns },
    ] as const;
    relateFactors(node, relations, factors, output);
    if (bias === '') return;
    relateOperand(relations, bias, output);
    markOperand(relations, bias, output, 'shifts');
  },
};
