import { describe, expect, it } from 'vitest';
import { int, ints, tensorValue } from '../../../onnx/attributes.ts';
import { elementTypeCode } from '../../../onnx/elementType.ts';
import type { Model } from '../../../onnx/model.ts';
import { outputsOf } from '../../../../../test/fixtures/computes.ts';
import { SmallNet } from '../testing/smallNet.ts';
import { type SizeTerm, SizeTrace, termValue } from './sizeTrace.ts';

/** What is known of x in the runs of these tests. */
const sizesOfX = [
  [2, 6, 8],
  [3, 6, 10],
] as const;

/** Shapes of tensors that are known from a run. */
const runs: Readonly<Record<string, readonly number[]>> = {
  x: sizesOfX[0],
  ones: [3],
  root: [1],
  zeros: [4],
  pairs: [4, 2],
  turned: [4, 2],
};

/** Builds sizes from x, and gives the model with the tensor that has them as output. */
function sized(build: (net: SmallNet, x: string) => string): { readonly model: Model; readonly sizes: string } {
  const net = new SmallNet();
  const sizes = build(net, net.input('x', ['a', 'b', 'c']));
  return { model: net.output(sizes, undefined, 'int64').build(), sizes };
}

function traced({ model, sizes }: ReturnType<typeof sized>): readonly (SizeTerm | undefined)[] | undefined {
  const place = { model, graph: model.graph };
  return new SizeTrace(place, [(tensor) => runs[tensor]]).sizes(sizes)?.terms;
}

/** Traces sizes, and expects that they are worth what the runtime computes, for all sizes of x. */
async function expectTraced(build: (net: SmallNet, x: string) => string): Promise<readonly SizeTerm[]> {
  const made = sized(build);
  const terms = traced(made)?.filter((term) => term !== undefined) ?? [];
  for (const dims of sizesOfX) {
    const data = new Float32Array(dims[0] * dims[1] * dims[2]);
    const actual = await outputsOf(made.model, new Map([['x', { type: 'float32', dims, data }]]));
    const values = Array.from(actual.get(made.sizes)!.data as BigInt64Array, Number);
    expect(terms.map((term) => termValue(term, () => dims))).toEqual(values);
  }
  return terms;
}

const toFloat = { to: int(elementTypeCode('float32')) };
const toInteger = { to: int(elementTypeCode('int64')) };

describe('where computed sizes come from', () => {
  it('follows sizes that are picked, wrapped and joined with constants', async () => {
    const terms = await expectTraced((net, x) => {
      const all = net.node('Shape', [x]);
      const axis = net.constant('int64', [], BigInt64Array.of(-1n));
      const last = net.node('Unsqueeze', [net.node('Gather', [all, axis], { axis: int(0) }), net.ints([0])]);
      const front = net.node('Slice', [all, net.ints([0]), net.ints([2]), net.ints([0])]);
      return net.concat([front, net.ints([4]), net.node('Cast', [last], toInteger)], 0);
    });
    expect(terms.map(({ axes }) => axes.map(({ axis }) => axis))).toEqual([[0], [1], [], [2]]);
  });

  it('knows products and even quotients', async () => {
    const terms = await expectTraced((net, x) => {
      const half = net.node('Div', [net.size(x, 2), net.ints([2])]);
      const both = net.node('Mul', [net.size(x, 0), net.node('Mul', [net.ints([3]), net.size(x, 1)])]);
      const all = net.node('Unsqueeze', [net.node('Size', [x]), net.ints([0])]);
      const product = net.node('ReduceProd', [net.node('Shape', [x])], { keepdims: int(1) });
      return net.concat([half, both, all, product], 0);
    });
    expect(terms.map(({ factor }) => factor)).toEqual([0.5, 3, 1, 1]);
  });

  it('follows what exporters write before an Expand', async () => {
    const terms = await expectTraced((net, x) => {
      const wanted = net.concat([net.size(x, 0), net.ints([-1, 7])], 0);
      const value = tensorValue(net.model.tensor('value', 'int64', [1], BigInt64Array.of(1n)));
      const ones = net.node('ConstantOfShape', [net.ints([3])], { value }, { output: 'ones' });
      const isOpen = net.node('Equal', [wanted, net.node('Mul', [ones, net.ints([-1])])]);
      return net.node('Where', [isOpen, ones, wanted]);
    });
    expect(terms.map(({ factor, axes }) => [factor, axes.length])).toEqual([
      [1, 1],
      [1, 0],
      [7, 0],
    ]);
  });

  it('follows the matrix that exporters by tracing turn the pads of PyTorch with', async () => {
    const terms = await expectTraced((net) => {
      const value = tensorValue(net.model.tensor('value', 'int64', [1], BigInt64Array.of(0n)));
      const zeros = net.node('ConstantOfShape', [net.ints([4])], { value }, { output: 'zeros' });
      const pairs = net.reshape(net.concat([net.ints([1, 2, 3, 4]), zeros], 0), [-1, 2]);
      const matrix = net.node('Identity', [pairs], {}, { output: 'pairs' });
      const last = net.ints([-(2 ** 31)]);
      const turned = net.node(
        'Slice',
        [matrix, net.ints([-1]), last, net.ints([0]), net.ints([-1])],
        {},
        { output: 'turned' },
      );
      return net.node('Cast', [net.reshape(net.node('Transpose', [turned], { perm: ints([1, 0]) }), [-1])], toInteger);
    });
    expect(terms.map(({ factor }) => factor)).toEqual([0, 0, 3, 1, 0, 0, 4, 2]);
  });

  it('gives elements that come from elsewhere up, and keeps the others', () => {
    const terms = traced(
      sized((net, x) => {
        const root = net.node('Cast', [net.node('Sqrt', [net.node('Cast', [net.size(x, 1)], toFloat)])], toInteger);
        return net.concat(
          [net.size(x, 0), net.node('Reshape', [root, net.ints([1])], {}, { output: 'root' }), net.ints([5])],
          0,
        );
      }),
    );
    expect(terms?.map((term) => term?.axes.length)).toEqual([1, undefined, 0]);
  });

  it('does not follow sums of sizes, nor a quotient that does not come out even', () => {
    expect(traced(sized((net, x) => net.node('Add', [net.size(x, 0), net.size(x, 1)])))).toBeUndefined();
    expect(traced(sized((net, x) => net.node('Div', [net.size(x, 1), net.ints([4])])))).toBeUndefined();
    expect(traced(sized((net, x) => net.node('Div', [net.ints([4]), net.size(x, 0)])))).toBeUndefined();
    expect(traced(sized((net) => net.node('Add', [net.ints([4, 5]), net.ints([1])])))).toEqual([
      { factor: 5, axes: [] },
      { factor: 6, axes: [] },
    ]);
  });

  it('knows the part of a shape that is asked for', async () => {
    const terms = await expectTraced((net, x) => net.node('Shape', [x], { start: int(-2), end: int(-1) }));
    expect(terms).toEqual([{ factor: 1, axes: [{ tensor: 'x', axis: 1 }] }]);
  });
});
