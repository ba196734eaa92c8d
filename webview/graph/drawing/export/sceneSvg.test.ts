import { describe, expect, it } from 'vitest';
import { residualNet, transformer } from '../../layout/fixtures/networks.ts';
import { gridScene } from '../fixtures/gridScene.ts';
import { roughScene, shownIn } from '../fixtures/shownNetwork.ts';
import { boxKind, emptyScene, type Scene } from '../scene/scene.ts';
import { sceneSvg } from './sceneSvg.ts';

const texts = { title: 'digits.onnx', noData: 'no data' };
const expanded = (path: string): boolean => !/query|blocks\.1/.test(path);

/** Where everything in an SVG is: all coordinates of its elements, paths followed by hand. */
function extent(svg: string): { left: number; top: number; right: number; bottom: number } {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, x, y, width, height] of svg.matchAll(/<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/g)) {
    xs.push(Number(x), Number(x) + Number(width));
    ys.push(Number(y), Number(y) + Number(height));
  }
  // Letters of average width, as they were measured.
  for (const [, x, y, size, more, text] of svg.matchAll(
    /<text x="(\S+)" y="(\S+)" font-size="(\S+)"([^>]*)>([^<]*)<\/text>/g,
  )) {
    const width = text!.length * Number(size) * (more!.includes('600') ? 0.6 : 0.55);
    const left = Number(x) - (more!.includes('middle') ? width / 2 : 0);
    xs.push(left, left + width);
    ys.push(Number(y) - Number(size), Number(y));
  }
  for (const [, path] of svg.matchAll(/ d="([^"]*)"/g)) {
    let [x, y] = [0, 0];
    for (const [, command, rest] of path!.matchAll(/([MLQHVaZ])([^MLQHVaZ]*)/g)) {
      const numbers = rest!.trim().split(/\s+/).map(Number);
      if (command === 'H') x = numbers[0]!;
      else if (command === 'V') y = numbers[0]!;
      else if (command === 'a') [x, y] = [x + numbers[5]!, y + numbers[6]!];
      else if (command !== 'Z') [x, y] = numbers.slice(-2) as [number, number];
      xs.push(x);
      ys.push(y);
    }
  }
  expect([...xs, ...ys].every(Number.isFinite)).toBe(true);
  const least = (all: readonly number[]): number => all.reduce((one, other) => Math.min(one, other), Infinity);
  const greatest = (all: readonly number[]): number => all.reduce((one, other) => Math.max(one, other), -Infinity);
  return { left: least(xs), top: least(ys), right: greatest(xs), bottom: greatest(ys) };
}

function sizeOf(svg: string): readonly [number, number] {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
  return [Number(width), Number(height)];
}

function bytes(scene: Scene) {
  const values = Float64Array.from(scene.boxes.id, (_, box) => (box % 4 === 0 ? NaN : box * 1000));
  return { name: 'Size', unit: 'bytes', scale: 'linear', strong: 'high', values } as const;
}

describe('a drawing as SVG', () => {
  const scene = roughScene(transformer(120), { expanded, quantized: true, compared: true });

  it('has every box, with all that stands in it', () => {
    const svg = sceneSvg(shownIn('dark', scene), texts);
    const written = new Set(Array.from(svg.matchAll(/>([^<]*)<\/text>/g), ([, text]) => text));
    scene.boxes.title.forEach((title) => expect(written).toContain(title));
    const nodes = Array.from(scene.boxes.id.keys()).filter((box) => scene.boxes.kind[box] === boxKind.node);
    const details = nodes.map((box) => scene.boxes.detail[box]!).filter((detail) => detail !== '');
    expect(details.length).toBeGreaterThan(5);
    for (const detail of details) expect(written).toContain(detail);
    expect(written).toContain('u8');
  });

  it.each([
    ['a transformer', scene],
    ['a residual network', roughScene(residualNet(60), { expanded, compared: true })],
    ['a grid', gridScene(5, 4)],
  ])('cuts nothing off of %s', (_, of) => {
    for (const overlay of [undefined, bytes(of)]) {
      const svg = sceneSvg(shownIn('light', of, overlay), texts);
      const [width, height] = sizeOf(svg);
      const { left, top, right, bottom } = extent(svg);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
      expect(bottom).toBeLessThanOrEqual(height);
      // The background is as large as the sheet; nothing else is left over.
      expect([right, bottom]).toEqual([width, height]);
    }
  });

  it('has a legend with both ends, and with what has no value', () => {
    const svg = sceneSvg(shownIn('light', scene, bytes(scene)), texts);
    for (const text of ['Size', 'no data']) expect(svg).toContain(`>${text}</text>`);
    expect(svg).toMatch(/>\d+ kB<\/text>/);
    expect(sceneSvg(shownIn('light', scene), texts)).not.toContain('no data');
  });

  it('shows names as they are, whatever is in them', () => {
    const hostile = '</text><script>alert("1")</script>&\u0000\ud800';
    const grid = gridScene(1, 2);
    const boxes = { ...grid.boxes, title: ['Conv', 'Relu'], subtitle: [hostile.slice(0, 8), '&\u0000\ud800'] };
    const svg = sceneSvg(shownIn('dark', { ...grid, boxes }), { ...texts, title: hostile });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('>&#60;/text&#62;&#60;</text>');
    expect(svg).toContain('>&#38;\ufffd\ufffd</text>');
    expect(svg).not.toContain('\u0000');
  });

  it('of an empty graph is empty', () => {
    expect(sizeOf(sceneSvg(shownIn('dark', emptyScene), texts))).toEqual([48, 48]);
  });

  it('is the same every time', () => {
    expect(sceneSvg(shownIn('hc', scene), texts)).toBe(sceneSvg(shownIn('hc', scene), texts));
  });
});
