import { setTimeout as after } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ModelReader } from '../../src/jobs/modelReader.ts';
import { passOn } from '../../src/jobs/passOn.ts';
import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { idleAnalysis } from '../../test/browser/idleAnalysis.ts';
import { openPage } from '../../test/browser/openPage.ts';
import { size } from './browser.ts';
import { type FrameTimes, panGraph, panningFrames } from './panning.ts';

/** What the page of the editor does with a file, in milliseconds. */
export interface PageFigures {
  /** From the structure in the page to the graph painted. */
  readonly painted: number;
  /** Where the graph begins, as it is opened. */
  readonly near: FrameTimes;
  /** With as much in the window as fits. */
  readonly far: FrameTimes;
}

/**
 * Opens a file in the page of the editor as it is built, with an editor that has nothing but the reader behind it.
 * @param program the program of the reader
 * @returns nothing where no graph was painted in time
 */
export async function measurePage(
  browser: Browser,
  file: string,
  program: string,
  patience: number,
): Promise<PageFigures | undefined> {
  using reader = new ModelReader({ kind: 'file', path: file }, { program });
  const { page, faults, notify } = await openPage<ModelPageSide, ModelEditorSide>(watched(browser), {
    ...{ name: 'model', size },
    content: () => ({ type: 'opened', file, mayRun: false }),
    answers: {
      ...passOn(() => reader),
      ...{ selected: () => null, quantize: () => null, openAsText: () => null, exportArray: () => null },
      ...{ savePicture: () => null, saveTable: () => null, saveNodeData: () => null, openNodeData: () => null },
      ...idleAnalysis,
      measureShapes: () => ({ names: [], types: [], dims: [], macs: [] }),
    },
  });
  try {
    const gaveUp = new AbortController();
    const painted = await Promise.race([
      page.evaluate<number>('window.opened'),
      after(patience, undefined, { signal: gaveUp.signal }),
    ]);
    gaveUp.abort();
    if (painted === undefined) return undefined;
    const near = await panningFrames(page, panGraph);
    await notify({ type: 'command', command: 'fit' });
    await after(400);
    const far = await panningFrames(page, panGraph);
    if (faults.length > 0) throw new Error(`the page failed: ${faults.join('; ')}`);
    return { painted, near, far };
  } finally {
    await page.close();
  }
}

/** Pages that note when the structure arrives, and when the first frame with text from it was painted. */
function watched(browser: Browser): Pick<Browser, 'newPage'> {
  return {
    newPage: async (options) => {
      const page = await browser.newPage(options);
      await page.addInitScript(watch);
      return page;
    },
  };
}

const watch = `
  const kinds = [CanvasRenderingContext2D.prototype, OffscreenCanvasRenderingContext2D.prototype];
  const own = kinds.map(({ fillText }) => fillText);
  const written = () => new Promise((done) => {
    kinds.forEach((kind, index) => {
      kind.fillText = function (...args) {
        kinds.forEach((each, place) => (each.fillText = own[place]));
        requestAnimationFrame(() => setTimeout(done));
        return own[index].apply(this, args);
      };
    });
  });
  window.opened = new Promise((done) => {
    const hear = ({ data }) => {
      if (data?.kind !== 'result' || data.value?.nodes === undefined) return;
      const arrived = performance.now();
      window.removeEventListener('message', hear);
      void written().then(() => done(performance.now() - arrived));
    };
    window.addEventListener('message', hear);
  });
`;
