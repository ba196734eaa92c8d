import { describe, expect, it } from 'vitest';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { branching } from '../../../test/fixtures/nestedGraphs.ts';
import { QdqBuilder } from '../../../test/fixtures/qdqBuilder.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { boxKind } from '../../graph/drawing/scene/scene.ts';
import { boxesTitled, drawnModel, drawnPlan, plansOf } from './fixtures/drawnModel.ts';
import type { Drawn } from './drawn.ts';
import { withAllGroups } from './plan.ts';

/** Title, second and third line of the boxes with a title. */
function lines(drawn: Drawn, title: string): readonly string[] {
  const { subtitle, detail } = drawn.scene.boxes;
  return boxesTitled(drawn, title).map((box) => `${subtitle[box]!} | ${detail[box]!}`);
}

/** Integer convolutions around one that was left in float, in the given order of what reads quantized tensors. */
function integerNet(quantized: readonly boolean[]) {
  const net = new QdqBuilder({ opset: 13 });
  let x = net.input('x', [1, 16, 8, 8]);
  for (const each of quantized) x = net.node('Relu', [each ? net.conv(net.pair(x)) : net.conv(x)]);
  return drawnModel(graphModelOf(net.output(x).build()));
}

describe('a box of an operator', () => {
  it('has its name and its largest weight, with bytes', () => {
    const net = new ModelBuilder({ opset: 13 });
    const x = net.input('x', [1, 64, 56, 56]);
    const y = net.node('Conv', [x, net.weight([64, 64, 3, 3]), net.bias(64)], {}, { name: 'layer1.conv' });
    const drawn = drawnModel(graphModelOf(net.output(net.node('Relu', [y])).build()));
    expect(lines(drawn, 'Conv')).toEqual(['layer1.conv | 64×64×3×3 · 147 kB']);
  });

  it('is called by its place in the groups around it, not by its operator again', () => {
    const drawn = drawnModel(graphModelOf(exportedTransformer(120)));
    const { parent, title, subtitle } = drawn.scene.boxes;
    const norms = boxesTitled(drawn, 'LayerNormalization');
    // The module of one node has no group, so that its name is with the node.
    expect(norms.slice(0, 2).map((box) => [subtitle[box], title[parent[box]!]])).toEqual([
      ['norm1', 'layers.0'],
      ['norm2', 'layers.0'],
    ]);
    const transposes = boxesTitled(drawn, 'Transpose').map((box) => subtitle[box]);
    expect(new Set(transposes)).toEqual(new Set(['', 'Transpose_1', 'Transpose_2', 'Transpose_3']));
    expect(lines(drawn, 'Gather')).toEqual(['embeddings | 16×8 · 512 B']);
  });

  it('says how much is inside, where it is closed', () => {
    const plans = plansOf(graphModelOf(branching()));
    const drawn = drawnPlan(plans.restored([], { bodies: [], groups: [] }));
    expect(lines(drawn, 'If')).toEqual(['If_0 | 3 nodes inside']);
  });

  it('is dashed where it computes in float among integers', () => {
    const drawn = integerNet([true, false, true]);
    const dashed = boxesTitled(drawn, 'Conv').map((box) => drawn.scene.boxes.dashed[box]);
    expect(dashed).toEqual([0, 1, 0]);
    expect(boxesTitled(drawn, 'Relu').every((box) => drawn.scene.boxes.dashed[box] === 0)).toBe(true);
    // Integer weights alone are no integer model.
    expect(integerNet([false, false]).scene.boxes.dashed.every((each) => each === 0)).toBe(true);
  });
});

describe('a line', () => {
  it('has type and shape, short, and how its tensor is rounded', () => {
    const drawn = integerNet([true]);
    expect(drawn.scene.nets.badges).toEqual(['u8']);
    expect(drawn.scene.nets.label[0]).toBe('f32 1×16×8×8');
    expect(lines(drawn, 'Conv')[0]).toMatch(/16×16×3×3 · s8 · 2\.3 kB$/);
  });

  it('calls long dimensions unknown', () => {
    const net = new ModelBuilder({ opset: 13 });
    const x = net.input('x', ['batch', 3, 'p2o.DynamicDimension.0'], 'float16');
    const drawn = drawnModel(graphModelOf(net.output(net.node('Relu', [x])).build()));
    expect(drawn.scene.nets.label[0]).toBe('f16 batch×3×?');
    const [input] = boxesTitled(drawn, 'x');
    expect(drawn.scene.boxes.subtitle[input!]).toBe('f16 batch×3×?');
    expect(drawn.scene.boxes.kind[input!]).toBe(boxKind.terminal);
  });
});

describe('a closed group', () => {
  it('counts its nodes and sums its weights', () => {
    const model = graphModelOf(exportedTransformer(120));
    const drawn = drawnPlan(withAllGroups(plansOf(model).first([]), false));
    const [layers] = boxesTitled(drawn, 'layers');
    const { count, subtitle } = drawn.scene.boxes;
    const inLayers = [...Array(model.nodeCount).keys()].filter((node) => model.nodeName(node).startsWith('/layers'));
    expect(count[layers!]).toBe(inLayers.length);
    // Two norms of 16, five times 8 × 8 + 8 less one, and 8 × 16 + 16 + 16 × 8 + 8, for each of two layers.
    expect(subtitle[layers!]).toMatch(/^\S+( k)? parameters · \S+ k?B$/);
  });
});
