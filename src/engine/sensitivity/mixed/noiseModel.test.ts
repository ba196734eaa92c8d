import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../../onnx/nodeId.ts';
import { presets } from '../../quantize/presets.ts';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { PlannedTensor, QuantizationPlan } from '../../quantize/plan/plan.ts';
import { type LayerNoise, NoiseModel } from './noiseModel.ts';

/** A plan in which these nodes are integer and these tensors quantized. */
function plan(
  nodes: readonly string[],
  tensors: readonly string[],
  roots: Record<string, string> = {},
): QuantizationPlan {
  const planned = tensors.map((tensor): [string, PlannedTensor] => [
    tensor,
    {
      ...{ tensor, root: roots[tensor] ?? tensor, integerOnly: true, constant: false, type: 'uint8', symmetric: false },
      ...{ observer: 'min-max', range: undefined, limits: undefined },
    },
  ]);
  return {
    ...{ preset: presets['cpu-x64-vnni'], percentile: 99.999, overrides: {} },
    nodes: nodes.map((node) => ({
      ...{ node: node as NodeId, name: node, operator: 'Conv', origins: [], precision: 'integer' },
      reason: message('reason.integer-kernel', {}),
    })),
    tensors: new Map(planned),
  };
}

function layer(node: string, weights: number, activations: number, tensors: readonly string[]): LayerNoise {
  return { node: node as NodeId, weights, activations, tensors };
}

/** Three layers in a row: x → a → b → c. */
const chain = plan(['a', 'b', 'c'], ['x', 'ab', 'bc', 'out']);

describe('the noise that a plan lets through', () => {
  it('of a tensor that two layers share goes only where both are float', () => {
    const model = new NoiseModel(chain, [
      layer('a', 0.001, 1.01, ['x', 'ab']),
      layer('b', 0.001, 1.01, ['ab', 'bc']),
      layer('c', 0.001, 0.02, ['bc', 'out']),
    ]);
    expect(model.ofTensor('ab')).toBeGreaterThan(0.9);
    expect(model.ofTensor('bc')).toBeLessThan(0.05);
    const all = model.of(chain);
    // Where one alone is float, the other still reads or writes the tensor as integers.
    expect(model.of(plan(['b', 'c'], ['ab', 'bc', 'out']))).toBeGreaterThan(0.9 * all);
    expect(model.of(plan(['c'], ['bc', 'out']))).toBeLessThan(0.1 * all);
  });

  it('of weights goes with their layer', () => {
    const model = new NoiseModel(chain, [
      layer('a', 0, 0.01, ['x', 'ab']),
      layer('b', 2, 0.01, ['ab', 'bc']),
      layer('c', 0, 0.01, ['bc', 'out']),
    ]);
    expect(model.of(chain)).toBeGreaterThan(2);
    expect(model.of(plan(['a', 'c'], ['x', 'ab', 'bc', 'out']))).toBeLessThan(0.1);
  });

  it('of a tensor counts once, however many have its parameters', () => {
    const model = new NoiseModel(plan(['a'], ['x', 'moved'], { moved: 'x' }), [layer('a', 0, 0.5, ['x'])]);
    expect(model.of(plan(['a'], ['x', 'moved'], { moved: 'x' }))).toBeCloseTo(0.5, 9);
    expect(model.of(plan(['a'], ['moved']))).toBeCloseTo(0.5, 9);
  });

  it('comes near what each layer of a row has, whatever its tensors have', () => {
    const noises = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(noises, (shares) => {
        const layers = shares.slice(1).map((share, index) => {
          return layer(`${index}`, 0, shares[index]! + share, [`t${index}`, `t${index + 1}`]);
        });
        const names = shares.map((_, index) => `t${index}`);
        const model = new NoiseModel(
          plan(
            layers.map(({ node }) => node),
            names,
          ),
          layers,
        );
        for (const { activations, tensors } of layers) {
          const sum = tensors.reduce((total, tensor) => total + model.ofTensor(tensor), 0);
          expect(Math.abs(sum - activations)).toBeLessThan(0.1 * Math.max(...layers.map((each) => each.activations)));
        }
      }),
    );
  });
});
