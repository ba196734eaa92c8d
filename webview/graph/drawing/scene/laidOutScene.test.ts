import { describe, expect, it } from 'vitest';
import { residualNet, transformer, unet } from '../../layout/fixtures/networks.ts';
import { roughFitter, roughScene } from '../fixtures/shownNetwork.ts';
import { boxHeight, boxMetrics, boxSize } from './boxMetrics.ts';
import { boxRectangle } from './rectangle.ts';
import { boxCount, boxKind, checkScene, emptyScene, netCount, pathCount, type Scene } from './scene.ts';

const isOpen = (path: string): boolean => !/query|mlp|blocks\.1|down\.2/.test(path);
const networks = [
  ['a residual network', () => roughScene(residualNet(80), { expanded: isOpen, quantized: true })],
  ['a transformer', () => roughScene(transformer(160), { expanded: isOpen, quantized: true })],
  ['a U-Net', () => roughScene(unet(4), { expanded: isOpen })],
  ['a network without groups', () => roughScene(residualNet(40))],
] as const;

describe.each(networks)('the scene of %s', (_, make) => {
  const scene = make();
  const { boxes, nets } = scene;
  const all = Array.from(boxes.id.keys());

  it('agrees with itself', () => {
    expect(() => checkScene(scene)).not.toThrow();
    expect(new Set(boxes.id).size).toBe(boxCount(scene));
  });

  it('has every box inside its frame', () => {
    for (const box of all.filter((each) => boxes.parent[each]! >= 0)) {
      const [inner, outer] = [boxRectangle(boxes, box), boxRectangle(boxes, boxes.parent[box]!)];
      expect(boxes.kind[boxes.parent[box]!]).toBe(boxKind.frame);
      expect(inner.left).toBeGreaterThanOrEqual(outer.left);
      expect(inner.top).toBeGreaterThanOrEqual(outer.top);
      expect(inner.right).toBeLessThanOrEqual(outer.right);
      expect(inner.bottom).toBeLessThanOrEqual(outer.bottom);
    }
  });

  it('has lines that begin and end at their boxes', () => {
    for (let net = 0; net < netCount(scene); net++) {
      for (let path = nets.firstPath[net]!; path < nets.firstPath[net + 1]!; path++) {
        if (nets.pathParent[path]! < 0) {
          expectOnEdge(scene, nets.pathStart[path]!, nets.source[net]!);
        }
        if (nets.pathTarget[path]! >= 0) expectOnEdge(scene, nets.pathStart[path + 1]! - 1, nets.pathTarget[path]!);
      }
    }
  });

  it('has closed groups with counts, and nothing of what is in them', () => {
    const closed = all.filter((box) => boxes.kind[box] === boxKind.group);
    for (const group of closed) expect(boxes.count[group]).toBeGreaterThan(0);
    const hidden = closed.reduce((sum, group) => sum + boxes.count[group]!, 0);
    const nodes = all.filter((box) => boxes.kind[box] === boxKind.node || boxes.kind[box] === boxKind.terminal);
    expect(nodes.length + hidden).toBeGreaterThanOrEqual(40);
    for (const node of nodes) expect(boxes.id[node]).toBeGreaterThanOrEqual(0);
    for (const group of closed) expect(boxes.id[group]).toBeLessThan(0);
  });
});

function expectOnEdge({ boxes, nets }: Scene, point: number, box: number): void {
  const { left, right, top, bottom } = boxRectangle(boxes, box);
  expect(nets.pointX[point]).toBeGreaterThanOrEqual(left - 0.01);
  expect(nets.pointX[point]).toBeLessThanOrEqual(right + 0.01);
  expect(Math.min(Math.abs(nets.pointY[point]! - top), Math.abs(nets.pointY[point]! - bottom))).toBeLessThan(0.01);
}

describe('a scene', () => {
  it('may be empty', () => {
    expect(() => checkScene(emptyScene)).not.toThrow();
    expect([boxCount(emptyScene), netCount(emptyScene), pathCount(emptyScene)]).toEqual([0, 0, 0]);
  });

  it.each([
    ['a column that is too short', { width: new Float32Array(1) }, /width has 1 elements/],
    ['a frame after what is in it', { parent: new Int32Array(2).fill(1) }, /frame of box 0 is 1/],
  ])('with %s is refused', (_, wrong, message) => {
    const scene = twoBoxes();
    expect(() => checkScene({ ...scene, boxes: { ...scene.boxes, ...wrong } })).toThrow(message);
  });

  it.each([
    ['a line to nowhere', { pathTarget: Int32Array.of(7) }, /pathTarget\[0\] is 7, of 2/],
    ['points that are missing', { pointY: new Float32Array(1) }, /pointY has 1/],
    ['paths that go backwards', { firstPath: Uint32Array.of(1, 0) }, /firstPath/],
    ['a badge that is not there', { pathBadge: Uint8Array.of(2) }, /pathBadge\[0\] is 2/],
  ])('with %s is refused', (_, wrong, message) => {
    const scene = twoBoxes();
    expect(() => checkScene({ ...scene, nets: { ...scene.nets, ...wrong } })).toThrow(message);
  });
});

function twoBoxes(): Scene {
  const two = <Column>(make: (length: number) => Column): Column => make(2);
  return {
    boxes: {
      id: Int32Array.of(0, 1),
      ...{ x: two((length) => new Float32Array(length)), y: Float32Array.of(0, 80) },
      ...{ width: new Float32Array(2).fill(100), height: new Float32Array(2).fill(48) },
      ...{ kind: new Uint8Array(2), family: new Uint8Array(2), mark: new Uint8Array(2), dashed: new Uint8Array(2) },
      ...{ count: new Uint32Array(2), parent: new Int32Array(2).fill(-1) },
      ...{ title: ['Conv', 'Relu'], subtitle: ['', ''], detail: ['', ''] },
    },
    nets: {
      ...{ source: Int32Array.of(0), minor: new Uint8Array(1), label: [''], firstPath: Uint32Array.of(0, 1) },
      ...{ pathParent: Int32Array.of(-1), pathTarget: Int32Array.of(1), pathBadge: new Uint8Array(1), badges: ['u8'] },
      ...{ pathStart: Uint32Array.of(0, 2), pointX: Float32Array.of(50, 50), pointY: Float32Array.of(48, 80) },
    },
  };
}

describe('the size of a box', () => {
  it('has room for what stands in it', () => {
    const one = boxSize({ title: 'Relu' }, roughFitter);
    expect(one).toEqual({ width: boxMetrics.minimalWidth, height: 32 });
    const three = boxSize({ title: 'Conv', subtitle: '/layer1/0/conv1/Conv', detail: '64×64×3×3' }, roughFitter);
    expect(three.height).toBe(64);
    expect(three.width).toBeGreaterThan(roughFitter.width('/layer1/0/conv1/Conv', 'subtitle') + 20);
    // A weight without a name is on the second line.
    expect(boxSize({ title: 'Conv', detail: '64×64×3×3' }, roughFitter).height).toBe(boxHeight(2));
    expect(boxSize({ title: 'x'.repeat(500) }, roughFitter).width).toBe(boxMetrics.maximalWidth);
  });
});
