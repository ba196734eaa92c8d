import { describe, expect, it } from 'vitest';
import { int, text } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

function einsum(net: SmallNet, name: string, equation: string, ...operands: string[]): string {
  return net.node('Einsum', operands, { equation: text(equation) }, { name });
}

const sizes = [
  { N: 2, L: 4 },
  { N: 1, L: 3 },
] as const;

describe('Einsum', () => {
  it('ties channels as the layers do that it stands for', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 'L', 5]);
      const hidden = net.relu(einsum(net, 'first', 'nli, io -> nlo', x, net.matrix(5, 8)));
      const scaled = einsum(net, 'scale', 'nlo,o->nlo', hidden, net.bias(8));
      return net.output(einsum(net, 'last', 'nli,io', scaled, net.matrix(8, 3))).build();
    };
    expect((await expectExactRemoval(build, { sizes })).groups).toEqual(['first: 8']);
  });

  it('attention over heads loses heads; the size of a head too', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 'L', 6]);
      const [query, key, value] = ['query', 'key', 'value'].map((name) =>
        einsum(net, name, 'bsi,ihd->bshd', x, net.weight([6, 4, 2])),
      );
      const shares = net.node('Softmax', [einsum(net, 'scores', 'bshd,bthd->bhst', query!, key!)], { axis: int(-1) });
      const context = einsum(net, 'context', 'bhst,bthd->bshd', shares, value!);
      return net.output(einsum(net, 'out', 'bshd,hdo->bso', context, net.weight([4, 2, 6]))).build();
    };
    const { groups } = await expectExactRemoval(build, { sizes });
    expect(groups).toEqual(['query key value: 4', 'query key: 2', 'value: 2']);
  });

  it.each(['n...i,io->n...o', 'nli,io->nl'])('keeps what cannot be followed: %s', async (equation) => {
    const build = (): Model => {
      const net = new SmallNet();
      const hidden = net.relu(net.linear('hidden', net.input('x', ['N', 'L', 5]), 5, 8));
      return net.output(einsum(net, 'last', equation, hidden, net.matrix(8, 3))).build();
    };
    const { frozen } = await expectExactRemoval(build, { sizes });
    if (equation.includes('...')) expect(frozen).toMatchObject({ hidden: 'pruneGroups.shape-equation' });
    else expect(frozen).not.toHaveProperty('hidden');
  });

  it('keeps channels of two tensors whose products it sums, where neither of them is zero without its weights', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 'L', 5]);
      const [one, other] = ['one', 'other'].map((name) => net.node('Sigmoid', [net.linear(name, x, 5, 8)]));
      return net.output(einsum(net, 'scores', 'nlc,nmc->nlm', one!, other!)).build();
    };
    expect((await expectExactRemoval(build, { sizes })).frozen).toMatchObject({ one: 'pruneGroups.not-zero' });
  });
});
