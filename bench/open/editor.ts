import { setTimeout as after } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { ModelReader } from '../../src/jobs/modelReader.ts';
import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { openPage } from '../../test/browser/openPage.ts';
import { size } from './browser.ts';
import { type FrameTimes, panGraph, panningFrames } from './panning.ts';

/** What the page of the editor does with a file, in milliseconds. */
export interface PageFigures {
  /** From the file handed over to its structure in the page; the wire between is the test's own. */
  readonly arrived: number;
  /** From there to the graph painted. */
  readonly painted: number;
  readonly near: FrameTimes;
}

interface Times {
  readonly arrived: number;
  readonly painted: number;
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
  const { reader, start } = lateReader(file, program);
  const { page, faults } = await openPage<ModelPageSide, ModelEditorSide>(watched(browser), {
    ...{ name: 'model', size },
    content: () => {
      start();
      return { type: 'opened', file, mayRun: false };
    },
    answers: {
      structure: () => reader().request('structure', null),
      node: (query) => reader().request('node', query),
      tensor: (query) => reader().request('tensor', query),
      statistics: (query, signal) => reader().request('statistics', query, signal),
      values: (query) => reader().request('values', query),
      zeros: (query, signal) => reader().request('zeros', query, signal),
      ...{ selected: () => null, quantize: () => null, openAsText: () => null, exportArray: () => null },
      ...{ savePicture: () => null, saveNodeData: () => null, openNodeData: () => null },
      measureShapes: () => ({ names: [], types: [], dims: [], macs: [] }),
    },
  });
  try {
    const gaveUp = new AbortController();
    const times = await Promise.race([
      page.evaluate<Times>('window.opened'),
      after(patience, undefined, { signal: gaveUp.signal }),
    ]);
    gaveUp.abort();
    if (times === undefined) return undefined;
    const { arrived, painted } = times;
    const near = await panningFrames(page, panGraph);
    if (faults.length > 0) throw new Error(`the page failed: ${faults.join('; ')}`);
    return { arrived: arrived - start(), painted: painted - arrived, near };
  } finally {
    await page.close();
    reader()[Symbol.dispose]();
  }
}

/** A reader that starts when it is told to, and the time when it did: both are the same however often they are asked for. */
function lateReader(file: string, program: string) {
  let started: { readonly reader: ModelReader; readonly at: number } | undefined;
  const begin = () => (started ??= { at: now(), reader: new ModelReader({ kind: 'file', path: file }, { program }) });
  return { reader: () => begin().reader, start: () => begin().at };
}

/** Milliseconds since 1970, with fractions: pages count the same. */
function now(): number {
  return performance.timeOrigin + performance.now();
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
  const now = () => performance.timeOrigin + performance.now();
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
      const arrived = now();
      window.removeEventListener('message', hear);
      void written().then(() => done({ arrived, painted: now() }));
    };
    window.addEventListener('message', hear);
  });
`;
