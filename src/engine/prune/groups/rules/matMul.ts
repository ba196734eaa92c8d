import type { Axis, ChannelRule } from '../rule.ts';
import { relateFactors } from './matrixProduct.ts';

/** Products of the matrices in the last two dimensions; those before them are broadcast. A vector is a row, or a column. */
export const matMul: ChannelRule = {
  operators: ['MatMul'],
  relate(node, relations) {
    const [left = '', right = ''] = node.input;
    const [product = ''] = node.output;
    const ranks = [left, right, product].map((tensor) => relations.shape(tensor)?.length ?? 0);
    const [leftRank = 0, rightRank = 0, rank = 0] = ranks;
    if (leftRank === 0 || rightRank === 0) return;
    const columns: Axis | undefined = rightRank > 1 ? { tensor: right, axis: rightRank - 1 } : undefined;
    const rows: Axis | undefined = leftRank > 1 ? { tensor: left, axis: leftRank - 2 } : undefined;
    const summed = [
      { tensor: left, axis: leftRank - 1 },
      { tensor: right, axis: Math.max(0, rightRank - 2) },
    ] as const;
    if (columns !== undefined) relations.same(columns, { tensor: product, axis: rank - 1 });
    if (rows !== undefined) relations.same(rows, { tensor: product, axis: rank - (columns === undefined ? 1 : 2) });
    const factors = [
      { summed: summed[0], ...(rows !== undefined && { brought: rows }) },
      { summed: summed[1], ...(columns !== undefined && { brought: columns }) },
    ] as const;
    relateFactors(node, relations, factors, product);

    const sizes = relations.shape(product) ?? [];
    const batches = rank - [rows, columns].filter((each) => each !== undefined).length;
    for (const [tensor, own] of [
      [left, leftRank - 2],
      [right, rightRank - 2],
    ] as const) {
      for (let axis = 0; axis < own; axis++) {
        const at = axis + batches - own;
        if (relations.shape(tensor)?.[axis] !== sizes[at]) continue;
        relations.same({ tensor, axis }, { tensor: product, axis: at });
        if (!relations.isFixed(product)) relations.parameter({ tensor, axis }, 'produces');
      }
    }
  },
};
