import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type DrawingPage, type DrawingPageOptions, openDrawing } from './drawingPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A drawing of a grid of 6 × 40 boxes, or of what the statements show. */
async function open(
  options: DrawingPageOptions = {},
  statements = 'view.show(gridScene(6, 40));',
): Promise<DrawingPage> {
  const opened = await openDrawing(browser, options);
  await opened.run(statements);
  return opened;
}

const viewOf = ({ run }: DrawingPage): Promise<View> => run<View>('return view.viewport;');
const happenedIn = ({ run }: DrawingPage): Promise<readonly unknown[]> =>
  run<readonly unknown[]>('return happened.filter(([what]) => what !== "hover");');

/** Waits until nothing moves any more. */
async function settle({ run }: DrawingPage): Promise<void> {
  await run(`
    for (let last = '', same = 0; same < 3; ) {
      await frames();
      const now = JSON.stringify(view.viewport);
      same = now === last ? same + 1 : 0;
      last = now;
    }
  `);
}

/** Where the middle of a box is in the window. */
async function placeOf(drawing: DrawingPage, box: number): Promise<{ x: number; y: number }> {
  return drawing.run<{ x: number; y: number }>(`
    const { boxes } = view.scene;
    const { x, y, zoom } = view.viewport;
    return {
      x: (boxes.x[${box}] + boxes.width[${box}] / 2 - x) * zoom + innerWidth / 2,
      y: (boxes.y[${box}] + boxes.height[${box}] / 2 - y) * zoom + innerHeight / 2,
    };
  `);
}

/** What is in the canvas, and how many pixels of two such differ by more than the rounding of smoothed edges. */
const pixels = `
  const pixels = () => {
    const canvas = document.querySelector('.graph-canvas');
    return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  };
  // Edges of a shape at another place are rounded to other coverages, by a few levels of 255.
  const apart = (one, other) => {
    let count = 0;
    for (let at = 0; at < one.length; at++) if (Math.abs(one[at] - other[at]) > 8) count++;
    return count;
  };
`;

describe('the canvas', () => {
  it.each([1, 1.5, 2])('has a pixel for each pixel of a screen with %s of them', async (ratio) => {
    const { page, run, faults } = await open({ ratio, size: { width: 801, height: 603 } });
    const size = await run<readonly number[]>(
      'const { width, height } = document.querySelector(".graph-canvas"); return [width, height];',
    );
    expect(size).toEqual([Math.round(801 * ratio), Math.round(603 * ratio)]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([0.08, 0.3, 0.75, 1.6])('shows the same after panning as painted anew, at zoom %s', async (zoom) => {
    const statements = `
      const shown = scene('transformer', 300, { expanded: (path) => !path.endsWith('query'), quantized: true });
      view.show(shown, { overlay: overlay(shown, 'bytes') });
      await frames();
      view.lookAt({ x: 700, y: 2500, zoom: ${zoom} });
    `;
    const { page, run } = await open({ ratio: 1.5 }, statements);
    const differences = await run<readonly (readonly [number, number])[]>(`
      ${pixels}
      const differences = [];
      for (const [across, down] of [[13.3, 0], [0, -31.7], [-250.2, 140.9], [3, 3], [0.9, 0.8], [2000, 0], [-1990, 5]]) {
        const before = pixels();
        const { x, y, zoom } = view.viewport;
        view.lookAt({ x: x + across / zoom, y: y + down / zoom, zoom });
        await frames();
        const panned = pixels();
        // What is marked is painted with everything else.
        view.select([]);
        await frames();
        differences.push([apart(before, panned), apart(panned, pixels())]);
      }
      return differences;
    `);
    for (const [moved, anew] of differences) {
      expect(moved).toBeGreaterThan(0);
      expect(anew).toBe(0);
    }
    await page.close();
  });

  it('paints only what comes into view while one pans', async () => {
    const { page, run } = await open({}, 'view.show(gridScene(100, 100));');
    const [all, strip] = await run<readonly [number, number]>(`
      view.lookAt({ x: 5000, y: 4000, zoom: 0.7 });
      await frames();
      let texts = 0;
      const { fillText } = OffscreenCanvasRenderingContext2D.prototype;
      OffscreenCanvasRenderingContext2D.prototype.fillText = function (...all) {
        texts++;
        return fillText.apply(this, all);
      };
      const count = async (act) => {
        texts = 0;
        act();
        await frames();
        return texts;
      };
      const all = await count(() => view.select([]));
      const strip = await count(() => view.lookAt({ x: 5000, y: 4010, zoom: 0.7 }));
      return [all, strip];
    `);
    expect(all).toBeGreaterThan(300);
    expect(strip).toBeLessThan(all / 4);
    await page.close();
  });

  it('is not painted while nothing changes', async () => {
    const { page, run } = await open();
    const painted = await run<number>(`
      await new Promise((done) => setTimeout(done, 400));
      let painted = 0;
      const { drawImage } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.drawImage = function (...all) {
        painted++;
        return drawImage.apply(this, all);
      };
      await new Promise((done) => setTimeout(done, 300));
      return painted;
    `);
    expect(painted).toBe(0);
    await page.close();
  });

  it('follows the theme', async () => {
    const { page, run, dress } = await open({ theme: 'dark' });
    const corner = () =>
      run<readonly number[]>(
        `return [...document.querySelector('.graph-canvas').getContext('2d').getImageData(0, 0, 1, 1).data];`,
      );
    expect(await corner()).toEqual([31, 31, 31, 255]);
    await dress('light');
    await run('await frames();');
    expect(await corner()).toEqual([255, 255, 255, 255]);
    await page.close();
  });

  it('says what it is to those who do not see it', async () => {
    const { page } = await open();
    await page.getByRole('application', { name: 'Graph of the model' }).waitFor();
    await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
    const violations = await page.evaluate<readonly { id: string; impact: string }[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, impact }) => ({ id, impact })))`,
    );
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await page.close();
  });

  it('leaves nothing behind', async () => {
    const { page, run, faults } = await open();
    expect(await run<number>('view.dispose(); return document.querySelector("main").childElementCount;')).toBe(0);
    await page.mouse.move(300, 300);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('the mouse', () => {
  it('selects a box, adds one with Ctrl, takes it away again, and nothing beside all boxes', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 300, zoom: 1 });');
    const [one, other] = [await placeOf(drawing, 7), await placeOf(drawing, 14)];
    await page.mouse.click(one.x, one.y);
    await page.keyboard.down('Control');
    await page.mouse.click(other.x, other.y);
    await page.mouse.click(other.x, other.y);
    await page.keyboard.up('Control');
    await page.mouse.click(one.x + 79, one.y - 38);
    expect(await happenedIn(drawing)).toEqual([
      ['select', [7]],
      ['select', [7, 14]],
      ['select', [7]],
      ['select', []],
    ]);
    await page.close();
  });

  it('opens a box with two clicks, and a group by its chevron with one', async () => {
    const drawing = await open({}, `view.show(scene('residual', 60, { expanded: (path) => path === 'blocks.0' }));`);
    const { page, run } = drawing;
    const [group, frame] = await run<readonly [number, number]>(
      'const kinds = [...view.scene.boxes.kind]; return [kinds.indexOf(2), kinds.indexOf(3)];',
    );
    const look = (box: number) => `
      const { boxes } = view.scene;
      view.lookAt({ x: boxes.x[${box}] + 100, y: boxes.y[${box}] + 100, zoom: 1 });
    `;
    await run(look(group));
    await page.mouse.click(640 - 100 + 17, 400 - 100 + 16);
    await page.mouse.dblclick(640 - 100 + 60, 400 - 100 + 34);
    await run(look(frame));
    await page.mouse.click(640 - 100 + 10, 400 - 100 + 13);
    const happened = await happenedIn(drawing);
    expect(happened.filter((each) => (each as readonly unknown[])[0] === 'activate')).toEqual([
      ['activate', group, 'chevron'],
      ['activate', group, 'body'],
      ['activate', frame, 'chevron'],
    ]);
    await page.close();
  });

  it('drags the scene by as much as it moves, and selects nothing by that', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 300, zoom: 0.5 });');
    const before = await placeOf(drawing, 7);
    await page.mouse.move(before.x, before.y);
    await page.mouse.down();
    await page.mouse.move(before.x + 60, before.y - 45, { steps: 4 });
    await page.mouse.up();
    const after = await placeOf(drawing, 7);
    expect(after.x - before.x).toBeCloseTo(60, 3);
    expect(after.y - before.y).toBeCloseTo(-45, 3);
    expect(await happenedIn(drawing)).toEqual([]);
    await page.close();
  });

  it('pans with the wheel, and zooms around itself with Ctrl', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 1500, zoom: 0.8 });');
    const before = await viewOf(drawing);
    await page.mouse.move(300, 200);
    // A trackpad goes in small steps, which are followed at once.
    await page.mouse.wheel(10, 24);
    await settle(drawing);
    const panned = await viewOf(drawing);
    expect(panned.x - before.x).toBeCloseTo(10 / 0.8, 3);
    expect(panned.y - before.y).toBeCloseTo(24 / 0.8, 3);
    // A mouse wheel goes in large ones; two of them add up, however fast they come.
    await page.mouse.wheel(0, 100);
    await page.mouse.wheel(0, 100);
    await settle(drawing);
    expect((await viewOf(drawing)).y - panned.y).toBeCloseTo(200 / 0.8, 3);

    const under = (view: View) => ({ x: view.x + (300 - 640) / view.zoom, y: view.y + (200 - 400) / view.zoom });
    const fixed = under(await viewOf(drawing));
    await page.keyboard.down('Control');
    for (const turn of [-8, -12, -100, -100, 100, 30]) {
      await page.mouse.wheel(0, turn);
      await settle(drawing);
      const now = under(await viewOf(drawing));
      expect(now.x).toBeCloseTo(fixed.x, 2);
      expect(now.y).toBeCloseTo(fixed.y, 2);
    }
    await page.keyboard.up('Control');
    expect((await viewOf(drawing)).zoom).toBeCloseTo(0.8 * Math.exp(0.2 - 0.3) * 1.25, 3);
    await page.close();
  });

  it('zooms to a rectangle that is drawn with Shift', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 1500, zoom: 0.5 });');
    await page.keyboard.down('Shift');
    await page.mouse.move(500, 300);
    await page.mouse.down();
    await page.mouse.move(740, 420, { steps: 3 });
    expect(await page.locator('.graph-band').boundingBox()).toEqual({ x: 500, y: 300, width: 240, height: 120 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await settle(drawing);
    expect(await page.locator('.graph-band').isVisible()).toBe(false);
    const { x, y, zoom } = await viewOf(drawing);
    expect(x).toBeCloseTo(400 + (620 - 640) / 0.5, 3);
    expect(y).toBeCloseTo(1500 + (360 - 400) / 0.5, 3);
    expect(zoom).toBe(2);
    await page.close();
  });

  it('shows what cannot be read from where one is, and nothing that can', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    const card = page.locator('.graph-hover');
    await run('view.lookAt({ x: 400, y: 300, zoom: 0.15 });');
    const far = await placeOf(drawing, 7);
    await page.mouse.move(far.x, far.y);
    await card.waitFor();
    expect(await card.locator('strong').textContent()).toBe('Add');
    expect(await card.locator('span').allTextContents()).toEqual(['/layers.1/node_7']);
    await run('view.lookAt({ x: 400, y: 300, zoom: 1 });');
    const near = await placeOf(drawing, 7);
    await page.mouse.move(near.x, near.y);
    await page.waitForTimeout(500);
    expect(await card.isVisible()).toBe(false);
    // A line tells of its tensor.
    await page.mouse.move(near.x, near.y + 30);
    await card.waitFor();
    expect(await card.locator('span').allTextContents()).toEqual(['float32[1, 64]']);
    await page.mouse.move(2, 2);
    expect(await card.isVisible()).toBe(false);
    await page.close();
  });
});

describe('the keyboard', () => {
  it('pans while nothing is selected, and leaves arrows alone otherwise', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 1500, zoom: 0.5 }); view.focus();');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await settle(drawing);
    expect(await viewOf(drawing)).toEqual({ x: 400 + 160, y: 1500 + 160, zoom: 0.5 });
    await run(`
      view.select([3]);
      window.left = [];
      document.addEventListener('keydown', (event) => window.left.push([event.key, event.defaultPrevented]));
    `);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+f');
    await page.keyboard.press('+');
    await settle(drawing);
    expect(await run<unknown>('return window.left;')).toEqual([
      ['ArrowUp', false],
      ['Control', false],
      ['f', false],
      ['+', true],
    ]);
    expect((await viewOf(drawing)).zoom).toBeCloseTo(0.625, 6);
    await page.close();
  });

  it('zooms around the middle, and shows everything', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 1500, zoom: 0.5 }); view.focus();');
    await page.keyboard.press('-');
    await settle(drawing);
    expect(await viewOf(drawing)).toEqual({ x: 400, y: 1500, zoom: 0.4 });
    await page.keyboard.press('f');
    await settle(drawing);
    const { zoom } = await viewOf(drawing);
    // 40 rows, the last of which has no line below it.
    expect(zoom).toBeCloseTo((800 - 48) / (39 * 88 + 48), 5);
    await page.close();
  });
});

describe('the view', () => {
  it('begins at the beginning, and comes back where it was', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    const first = await viewOf(drawing);
    expect(first.zoom).toBe(1);
    expect((await placeOf(drawing, 0)).y).toBe(24 + 24);
    await run('view.lookAt({ x: 123, y: 456, zoom: 0.7 });');
    await page.reload();
    await run('view.show(gridScene(6, 40));');
    expect(await viewOf(drawing)).toEqual({ x: 123, y: 456, zoom: 0.7 });
    await page.close();
  });

  it('keeps its middle when the window changes', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 1500, zoom: 0.5 });');
    await page.setViewportSize({ width: 700, height: 500 });
    await run('await frames();');
    expect(await viewOf(drawing)).toEqual({ x: 400, y: 1500, zoom: 0.5 });
    await page.close();
  });

  it('reveals a box by as little as it takes, near enough to read', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 400, y: 300, zoom: 1 }); view.reveal(7);');
    await settle(drawing);
    expect(await viewOf(drawing)).toEqual({ x: 400, y: 300, zoom: 1 });
    await run('view.reveal(235);');
    await settle(drawing);
    const place = await placeOf(drawing, 235);
    expect(place.y).toBeCloseTo(800 - 48 - 24, 3);
    await run('view.fit();');
    await settle(drawing);
    await run('view.reveal(120);');
    await settle(drawing);
    expect((await viewOf(drawing)).zoom).toBeCloseTo(0.62, 6);
    await page.close();
  });

  it('flies there, or jumps where motion is not wanted', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const drawing = await open({ reducedMotion });
      const zooms = await drawing.run<readonly number[]>(`
        view.lookAt({ x: 400, y: 1500, zoom: 1 });
        await frames();
        view.fit();
        const zooms = new Set();
        const end = performance.now() + 400;
        while (performance.now() < end) {
          await new Promise(requestAnimationFrame);
          zooms.add(view.viewport.zoom);
        }
        return [...zooms];
      `);
      if (reducedMotion === 'reduce') expect(zooms.length).toBe(1);
      else expect(zooms.length).toBeGreaterThan(3);
      await drawing.page.close();
    }
  });

  it('keeps a box where it is while groups open and close around it', async () => {
    const statements = `view.show(scene('residual', 120, { expanded: () => false }));`;
    const drawing = await open({}, statements);
    const places = await drawing.run<readonly (readonly number[])[]>(`
      const middle = (id) => {
        const { boxes } = view.scene;
        const box = boxes.id.indexOf(id);
        const { x, y, zoom } = view.viewport;
        return [(boxes.x[box] + boxes.width[box] / 2 - x) * zoom, (boxes.y[box] - y) * zoom];
      };
      const group = [...view.scene.boxes.title].indexOf('blocks.5');
      const id = view.scene.boxes.id[group];
      view.reveal(group);
      await new Promise((done) => setTimeout(done, 300));
      const places = [middle(id)];
      view.show(scene('residual', 120, { expanded: (path) => path >= 'blocks.3' && path !== 'blocks.7' }), { anchor: group });
      places.push(middle(id));
      // From now on the frame of the group is what is kept, because it is selected.
      view.select([view.scene.boxes.id.indexOf(id)]);
      view.show(scene('residual', 120, { expanded: () => true }));
      places.push(middle(id));
      view.show(scene('residual', 120, { expanded: () => false }));
      places.push(middle(id));
      return places;
    `);
    for (const place of places) {
      expect(place[0]).toBeCloseTo(places[0]![0]!, 1);
      expect(place[1]).toBeCloseTo(places[0]![1]!, 1);
    }
    await drawing.page.close();
  });

  it('moves what both scenes have, and shows the new one at the end', async () => {
    const drawing = await open({}, `view.show(scene('residual', 60, { expanded: () => false }));`);
    const [changes, apart] = await drawing.run<readonly [number, number]>(`
      ${pixels}
      await new Promise((done) => setTimeout(done, 300));
      const group = [...view.scene.boxes.title].indexOf('blocks.1');
      view.show(scene('residual', 60, { expanded: (path) => path === 'blocks.1' }), { anchor: group });
      let [last, changes] = [pixels(), 0];
      const end = performance.now() + 500;
      while (performance.now() < end) {
        await new Promise(requestAnimationFrame);
        const now = pixels();
        if (apart(last, now) > 0) changes++;
        last = now;
      }
      view.select([]);
      await frames();
      return [changes, apart(last, pixels())];
    `);
    expect(changes).toBeGreaterThan(2);
    expect(apart).toBe(0);
    await drawing.page.close();
  });
});

describe('the map', () => {
  it('goes where it is clicked, and follows the hand on its slider', async () => {
    const drawing = await open();
    const { page, run } = drawing;
    await run('view.lookAt({ x: 460, y: 500, zoom: 1 });');
    const map = (await page.locator('.graph-minimap').boundingBox())!;
    await page.mouse.click(map.x + map.width / 2, map.y + map.height * 0.75);
    const clicked = await viewOf(drawing);
    expect(clicked.y).toBeGreaterThan(2200);
    await page.mouse.move(map.x + map.width / 2, map.y + map.height * 0.75);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width / 2, map.y + map.height * 0.5, { steps: 5 });
    await page.mouse.up();
    expect((await viewOf(drawing)).y).toBeLessThan(clicked.y - 500);
    await page.close();
  });

  it('is not there while everything is in the window', async () => {
    const drawing = await open();
    await drawing.run('view.show(gridScene(3, 3));');
    await drawing.run('view.fit();');
    await settle(drawing);
    expect(await drawing.page.locator('.graph-minimap').isVisible()).toBe(false);
    await drawing.page.close();
  });
});

describe('the legend', () => {
  it('says what the colours mean: families, or the ends of a ramp with their unit', async () => {
    const { page, run } = await open({}, `view.show(scene('residual', 60));`);
    const legend = page.locator('.graph-legend');
    expect(await legend.getAttribute('aria-label')).toBe('Families');
    expect(await legend.locator('.graph-legend-line').allTextContents()).toEqual([
      ...['compute', 'activation', 'normalisation', 'pooling', 'elementwise', 'shape'],
    ]);
    await run(`view.setOverlay(overlay(view.scene, 'decibels'));`);
    expect(await legend.getAttribute('aria-label')).toBe('Sensitivity');
    const ends = await legend.locator('.graph-legend-ramp span').allTextContents();
    expect(ends.map((end) => Number(end.replace(' dB', '')))).toEqual([expect.any(Number), expect.any(Number)]);
    // Few decibels are what stands out.
    expect(Number.parseFloat(ends[0]!)).toBeGreaterThan(Number.parseFloat(ends[1]!));
    expect(await legend.locator('.graph-legend-line').allTextContents()).toEqual(['no data']);
    await run('view.setOverlay(undefined);');
    expect(await legend.getAttribute('aria-label')).toBe('Families');
    await page.close();
  });
});

describe('exports', () => {
  const statements = `
    const shown = scene('transformer', 120, { expanded: (path) => !path.endsWith('query'), quantized: true });
    view.show(shown, { overlay: overlay(shown, 'bytes') });
  `;

  it('are an SVG that browsers read, and a PNG of the same picture', async () => {
    const { page, run } = await open({ theme: 'light' }, statements);
    const result = await run<{ error: number; texts: number; sizes: readonly number[]; apart: number }>(`
      const svg = view.svg('a <model> & more');
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
      const image = new Image();
      image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      await image.decode();
      const png = await view.png('model', { scale: 1 });
      const bitmap = await createImageBitmap(png.blob);
      const pixels = (source) => {
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(source, 0, 0);
        return context.getImageData(0, 0, image.width, image.height).data;
      };
      const [one, other] = [pixels(image), pixels(bitmap)];
      let apart = 0;
      for (let at = 0; at < one.length; at += 4) {
        if (Math.abs(one[at] - other[at]) + Math.abs(one[at + 1] - other[at + 1]) > 96) apart++;
      }
      return {
        error: parsed.querySelectorAll('parsererror').length,
        texts: parsed.querySelectorAll('text').length,
        title: parsed.querySelector('title').textContent,
        sizes: [image.width, bitmap.width, png.width, image.height, bitmap.height, png.height],
        apart: apart / (one.length / 4),
      };
    `);
    expect(result.error).toBe(0);
    expect(result.texts).toBeGreaterThan(200);
    const [width, , , height] = result.sizes;
    expect(result.sizes).toEqual([width, width, width, height, height, height]);
    // Letters are smoothed a little differently.
    expect(result.apart).toBeLessThan(0.01);
    await page.close();
  });

  it('say when a picture would be too large, and how large it may be', async () => {
    const { page, run } = await open({}, 'view.show(gridScene(200, 200));');
    const result = await run<{ kind: string; largestScale: number }>(`return view.png('model', { scale: 2 });`);
    expect(result.kind).toBe('too-large');
    const fitting = await run<{ kind: string }>(`
      const { kind } = await view.png('model', { scale: ${result.largestScale / 8} });
      return { kind };
    `);
    expect(fitting.kind).toBe('png');
    await page.close();
  });

  it('stop when they are told to', async () => {
    const { page, run } = await open({}, statements);
    const reason = await run<string>(`
      return view.png('model', { scale: 2, signal: AbortSignal.abort(new Error('enough')) }).catch(({ message }) => message);
    `);
    expect(reason).toBe('enough');
    await page.close();
  });
});
