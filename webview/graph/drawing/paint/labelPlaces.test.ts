import { describe, expect, it } from 'vitest';
import { inception, residualNet, transformer } from '../../layout/fixtures/networks.ts';
import { roughScene, shownIn } from '../fixtures/shownNetwork.ts';
import { boxMetrics } from '../scene/boxMetrics.ts';
import { boxRectangle, overlaps, type Rectangle } from '../scene/rectangle.ts';
import { boxKind, netCount } from '../scene/scene.ts';
import { labelMetrics } from './labelPlaces.ts';

const scenes = [
  ['a residual network', roughScene(residualNet(60))],
  ['a transformer with groups', roughScene(transformer(180), { expanded: () => true, quantized: true })],
  ['inception modules', roughScene(inception(4), { expanded: (path) => !path.endsWith('1') })],
] as const;

describe.each(scenes)('labels in %s', (_, scene) => {
  const { labels } = shownIn('dark', scene);
  const { boxes, nets } = scene;
  const places = Array.from({ length: netCount(scene) }, (_each, net) => {
    const place = labels.of(net);
    if (place === undefined) return undefined;
    const { x, y, width } = place;
    return { left: x, top: y, right: x + width, bottom: y + labelMetrics.height };
  }).filter((place) => place !== undefined);

  it('are there for most nets', () => {
    const seen = Array.from(nets.source.keys()).filter((net) => nets.firstPath[net]! < nets.firstPath[net + 1]!);
    expect(places.length).toBeGreaterThan(0.85 * seen.length);
  });

  it('cover no box and no name of a frame', () => {
    for (let box = 0; box < boxes.id.length; box++) {
      const whole = boxRectangle(boxes, box);
      const isFrame = boxes.kind[box] === boxKind.frame;
      const solid = isFrame ? { ...whole, bottom: whole.top + boxMetrics.frameHeader } : whole;
      expect(places.filter((place) => overlaps(place, solid))).toEqual([]);
    }
  });

  it('cover no line', () => {
    const lines: Rectangle[] = [];
    for (let path = 0; path + 1 < nets.pathStart.length; path++) {
      for (let point = nets.pathStart[path]! + 1; point < nets.pathStart[path + 1]!; point++) {
        const [fromX, x] = [nets.pointX[point - 1]!, nets.pointX[point]!];
        const [fromY, y] = [nets.pointY[point - 1]!, nets.pointY[point]!];
        lines.push({
          ...{ left: Math.min(x, fromX), right: Math.max(x, fromX) },
          ...{ top: Math.min(y, fromY), bottom: Math.max(y, fromY) },
        });
      }
    }
    for (const line of lines) expect(places.filter((place) => overlaps(place, line))).toEqual([]);
  });

  it('do not cover each other', () => {
    places.forEach((one, index) => {
      expect(places.slice(0, index).filter((other) => overlaps(one, other))).toEqual([]);
    });
  });
});
