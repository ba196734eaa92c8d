import { describe, expect, it } from 'vitest';
import { residualNet } from '../../layout/fixtures/networks.ts';
import { roughScene } from '../fixtures/shownNetwork.ts';
import { groupId } from '../scene/laidOutScene.ts';
import { boxKind } from '../scene/scene.ts';
import { counterparts, displacement } from './transition.ts';

describe('a scene in place of another', () => {
  const network = residualNet(60);
  const closed = roughScene(network, { expanded: () => false });
  const open = roughScene(network, { expanded: (path) => path === 'blocks.1' });

  it('has the same boxes by their ids', () => {
    const next = counterparts(closed.boxes, open.boxes);
    closed.boxes.id.forEach((id, box) => {
      if (next[box]! >= 0) expect(open.boxes.id[next[box]!]).toBe(id);
    });
    expect([...next].every((box) => box >= 0)).toBe(true);
    const back = counterparts(open.boxes, closed.boxes);
    const news = Array.from(back.keys()).filter((box) => back[box]! < 0);
    expect(news.length).toBeGreaterThan(5);
  });

  it('is shifted by what keeps the middle of a box’s upper edge in place', () => {
    const opened = Array.from(open.boxes.kind).indexOf(boxKind.frame);
    const group = closed.boxes.id.indexOf(open.boxes.id[opened]!);
    expect(open.boxes.id[opened]).toBeLessThanOrEqual(groupId(0));
    const { x, y } = displacement(closed, group, open, opened);
    expect(open.boxes.x[opened]! + open.boxes.width[opened]! / 2 - x).toBeCloseTo(
      closed.boxes.x[group]! + closed.boxes.width[group]! / 2,
      2,
    );
    expect(open.boxes.y[opened]! - y).toBeCloseTo(closed.boxes.y[group]!, 2);
  });
});
