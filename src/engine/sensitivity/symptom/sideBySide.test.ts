import { describe, expect, it } from 'vitest';
import { outputsOf } from '../../../../test/fixtures/computes.ts';
import { generatedDataset } from '../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { type RealModel, voiceDetectorLegacy } from '../../../../test/fixtures/realModels.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { runSamples } from '../../runtime/runSamples.ts';
import { withSession } from '../../runtime/session.ts';
import { sideBySide } from './sideBySide.ts';

const nothing = (): void => undefined;
const none = generatedDataset('none', 0, () => ({ feeds: new Map() }));

function product(): Model {
  const net = new ModelBuilder({ seed: 2 });
  const a = net.node('MatMul', [net.input('x', [2, 3]), net.matrix(3, 3, 'shared')], {}, { output: 'a' });
  return net.output(net.node('MatMul', [a, net.matrix(3, 3, 'changed')], {}, { output: 'y' }), [2, 3]).build();
}

describe('two models side by side', () => {
  it('compute what each does alone, and store once what both have', async () => {
    const first = product();
    const second = disposableCopy(first);
    const doubled = (second.constant(second.graph, 'changed')!.data as Float32Array).map((value) => 2 * value);
    second.graph.removeInitializer('changed');
    second.graph.addInitializer(second.tensor('changed', 'float32', [3, 3], doubled));
    const { model, nameInSecond } = sideBySide(first, second, none, nothing);
    expect([...model.graph.initializers].map(({ name }) => name)).toEqual([
      'shared',
      'changed',
      nameInSecond('changed'),
    ]);
    expect(model.graph.inputs.map(({ name }) => name)).toEqual(['x']);
    const feeds = new Map([['x', { type: 'float32', dims: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) } as const]]);
    const both = await outputsOf(model, feeds);
    expect(both.get('y')).toEqual((await outputsOf(first, feeds)).get('y'));
    expect(both.get(nameInSecond('y'))).toEqual((await outputsOf(second, feeds)).get('y'));
    expect(both.get(nameInSecond('y'))!.data).not.toEqual(both.get('y')!.data);
  });

  it('leave the models as they were', () => {
    const first = product();
    const second = disposableCopy(first);
    sideBySide(first, second, none, nothing);
    for (const model of [first, second]) {
      expect([...model.graph.nodes].map(({ output }) => output[0])).toEqual(['a', 'y']);
      expect(model.constant(model.graph, 'changed')!.dims).toEqual([3, 3]);
    }
  });

  it('keep graphs within nodes apart, and states', async () => {
    const real: RealModel = voiceDetectorLegacy;
    const dataset = await real.data(4, 1);
    const model = openModel(real.file);
    const both = sideBySide(model, disposableCopy(model), dataset, nothing);
    expect(both.dataset.feedback).toHaveLength(2 * dataset.feedback.length);
    const outputs = model.graph.outputs.map(({ name }) => name);
    const alone: unknown[] = [];
    await withSession(model, { threads: 1 }, async (session) => {
      for await (const { results } of runSamples(session, dataset, outputs)) alone.push(results.get('output')!.data);
    });
    const asked = [...outputs, ...outputs.map(both.nameInSecond)];
    let run = 0;
    await withSession(both.model, { threads: 1 }, async (session) => {
      for await (const { results } of runSamples(session, both.dataset, asked)) {
        expect(results.get('output')!.data).toEqual(alone[run]);
        expect(results.get(both.nameInSecond('output'))!.data).toEqual(alone[run++]);
      }
    });
    expect(run).toBe(4);
  });
});
