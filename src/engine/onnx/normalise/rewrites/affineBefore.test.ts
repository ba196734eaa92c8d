import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import { type AttributeValue, int, ints, text } from '../../attributes.ts';

interface Layer {
  readonly operator: string;
  readonly input: readonly number[];
  readonly weight: readonly number[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

const pointwise: Layer = { operator: 'Conv', input: [2, 3, 6, 6], weight: [4, 3, 1, 1] };
const valid: Layer = { ...pointwise, weight: [4, 3, 3, 3], attributes: { auto_pad: text('VALID') } };
const padded: Layer = { ...pointwise, weight: [4, 3, 3, 3], attributes: { pads: ints([1, 1, 1, 1]) } };
const grouped: Layer = { operator: 'Conv', input: [2, 4, 6, 6], weight: [4, 2, 3, 3], attributes: { group: int(2) } };
const same: Layer = { ...padded, attributes: { auto_pad: text('SAME_UPPER') } };
const transposed: Layer = { operator: 'ConvTranspose', input: [1, 3, 4, 4], weight: [3, 2, 3, 3] };
const gemm: Layer = { operator: 'Gemm', input: [3, 5], weight: [4, 5], attributes: { transB: int(1) } };
const matMul: Layer = { operator: 'MatMul', input: [2, 3, 5], weight: [5, 4] };

/** A number multiplied or added on the left, and a layer. */
function chain({ operator, input, weight, attributes }: Layer, before: 'Mul' | 'Add', dims: readonly number[] = []) {
  const net = new ModelBuilder();
  const passed = net.node(before, [net.uniform(dims, 0.5, 2), net.input('x', input)], {}, { output: 'between' });
  const bias =
    operator === 'MatMul'
      ? []
      : [net.bias(operator === 'ConvTranspose' ? weight[1]! : operator === 'Gemm' ? 4 : weight[0]!)];
  return net.output(net.node(operator, [passed, net.weight(weight), ...bias], attributes, { output: 'y' }));
}

describe('a number before a linear layer', () => {
  for (const layer of [pointwise, valid, padded, same, grouped, transposed, gemm, matMul]) {
    const name = `${layer.operator} ${JSON.stringify(Object.keys(layer.attributes ?? {}))}`;
    it(`that multiplies goes into the weight of ${name}`, async () => {
      const { operators, origins } = await normalisedAlike(chain(layer, 'Mul').build());
      expect(operators).toEqual([layer.operator]);
      expect(origins).toEqual([['between', 'y']]);
    });
  }

  for (const layer of [pointwise, valid, grouped, gemm]) {
    it(`that is added goes into the bias of ${layer.operator} [${layer.weight.join('×')}]`, async () => {
      const { operators, origins } = await normalisedAlike(chain(layer, 'Add', [1]).build());
      expect(operators).toEqual([layer.operator]);
      expect(origins).toEqual([['between', 'y']]);
    });
  }

  for (const [why, layer] of [
    ['where padding comes between', padded],
    ['where padding may come between', same],
    ['where positions overlap unequally', transposed],
    ['where there is no bias', matMul],
  ] as const) {
    it(`that is added stays ${why}`, async () => {
      const { operators } = await normalisedAlike(chain(layer, 'Add').build());
      expect(operators).toEqual(['Add', layer.operator]);
    });
  }

  it('stays when it differs by channel', async () => {
    const { operators } = await normalisedAlike(chain(pointwise, 'Mul', [3, 1, 1]).build());
    expect(operators).toEqual(['Mul', 'Conv']);
  });

  it('stays when something else reads what it made', async () => {
    const net = chain(pointwise, 'Mul');
    const { operators } = await normalisedAlike(net.output(net.node('Relu', ['between'])).build());
    expect(operators).toContain('Mul');
  });

  it('stays when it gives the layer its rank', async () => {
    const net = new ModelBuilder();
    const widened = net.node('Mul', [net.input('x', [3, 4, 4]), net.uniform([1, 1, 1, 1], 1, 2)]);
    const { operators } = await normalisedAlike(
      net.output(net.node('Conv', [widened, net.weight([2, 3, 1, 1])])).build(),
    );
    expect(operators).toEqual(['Mul', 'Conv']);
  });
});
