import type { Page } from 'playwright-core';
import { median } from '../statistics.ts';

/** Milliseconds of frames. */
export interface FrameTimes {
  readonly median: number;
  /** 95 of 100 are shorter. */
  readonly p95: number;
}

/** Frames of each measurement; before it some that do not count, so that what is compiled late is compiled. */
const [frames, warmUp] = [100, 20];

/**
 * Moves a page as fingers on a trackpad do, a little in each frame, and times the frames from one to the next.
 * @param pan script of a function of two numbers, CSS pixels across and down
 */
export async function panningFrames(page: Page, pan: string): Promise<FrameTimes> {
  const times = await page.evaluate<number[]>(`new Promise((done) => {
    const pan = ${pan};
    const times = [];
    let before = performance.now();
    let count = -${warmUp};
    const step = () => {
      const now = performance.now();
      if (count++ > 0) times.push(now - before);
      before = now;
      if (times.length === ${frames}) return done(times);
      // Down and to the right, and back again.
      const way = Math.floor((count + ${warmUp}) / 30) % 2 === 0 ? 1 : -1;
      pan(3 * way, 14 * way);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`);
  const sorted = times.toSorted((a, b) => a - b);
  return { median: median(sorted), p95: sorted[Math.ceil(0.95 * sorted.length) - 1]! };
}

/** Panning of a graph that is drawn by Whittle. */
export const panGraph = `(() => {
  const canvas = document.querySelector('.graph-canvas');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return (across, down) => canvas.dispatchEvent(new WheelEvent('wheel', {
    ...{ deltaX: across, deltaY: down, bubbles: true, cancelable: true },
    ...{ clientX: left + width / 2, clientY: top + height / 2 },
  }));
})()`;
