import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import { attribute, float, int } from '../../attributes.ts';

interface Options {
  readonly bias?: readonly number[];
  readonly alpha?: number;
  readonly beta?: number;
  readonly transB?: boolean;
  readonly computedBias?: boolean;
}

function gemm({ bias, alpha, beta, transB = false, computedBias = false }: Options) {
  const net = new ModelBuilder();
  const inputs = [net.input('x', [3, 5]), net.weight(transB ? [4, 5] : [5, 4])];
  if (bias) inputs.push(computedBias ? net.input('c', bias) : net.uniform(bias, -1, 1));
  const attributes = {
    transB: int(transB ? 1 : 0),
    ...(alpha !== undefined && { alpha: float(alpha) }),
    ...(beta !== undefined && { beta: float(beta) }),
  };
  return net.output(net.node('Gemm', inputs, attributes, { output: 'y' })).build();
}

describe('Gemm', () => {
  for (const bias of [undefined, [4], [1, 4], [1], [], [1, 1]]) {
    for (const [alpha, beta] of [
      [1, 1],
      [0.5, 1],
      [1, 2],
      [-0.3, 0.7],
      [2, 0],
    ] as const) {
      it(`with alpha ${alpha}, beta ${beta} and bias [${bias?.join('×')}] has neither, and a bias vector`, async () => {
        const model = gemm({ alpha, beta, ...(bias && { bias }), transB: beta === 0.7 });
        await normalisedAlike(model);
        const [node] = model.graph.inOrder();
        expect(attribute(node!, 'alpha')?.f ?? 1).toBe(1);
        expect(attribute(node!, 'beta')?.f ?? 1).toBe(1);
        if (bias) expect(model.constantHeader(model.graph, node!.input[2]!)?.dims).toEqual([4]);
      });
    }
  }

  it('keeps a bias that differs from row to row, and says so', async () => {
    const { report } = await normalisedAlike(gemm({ bias: [3, 4], beta: 2 }));
    expect(report.left).toEqual([
      {
        node: 'y',
        reason: { code: 'normalise.gemm-bias', args: { node: 'y', tensor: 'uniform_0', dims: '3, 4', channels: 4 } },
      },
    ]);
  });

  it('keeps the factor of a bias that is computed, and says so', async () => {
    const model = gemm({ bias: [4], beta: 2, alpha: 3, computedBias: true });
    const { report } = await normalisedAlike(model);
    expect(report.left.map(({ reason }) => reason.code)).toEqual(['normalise.gemm-factor']);
    const [node] = model.graph.inOrder();
    expect([attribute(node!, 'alpha')?.f, attribute(node!, 'beta')?.f]).toEqual([undefined, 2]);
  });
});
