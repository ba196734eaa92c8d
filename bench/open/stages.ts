import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import type { OpeningPage, OpeningStages } from '../../webview/model/fixtures/openingTimes.ts';
import themes from '../../webview/graph/drawing/fixtures/themes.json' with { type: 'json' };
import { size } from './browser.ts';
import { type FrameTimes, panGraph, panningFrames } from './panning.ts';

export interface StageFigures {
  readonly stages: OpeningStages;
  /** Where the graph begins, large enough to be read. */
  readonly near: FrameTimes;
  /** With the whole graph in the window, or as much of it as can be. */
  readonly far: FrameTimes;
}

/** Bundles the page that opens a model stage by stage: its script and its styles. */
export async function buildStagePage(): Promise<readonly [string, string]> {
  const { outputFiles } = await build({
    entryPoints: { stages: 'webview/model/fixtures/openingStages.ts' },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022', minify: true },
  });
  const ending = (suffix: string): string => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  return [ending('.js'), ending('.css')];
}

/** Opens a model with everything open, stage by stage in one thread, in a page of its own. */
export async function measureStages(
  browser: Browser,
  [script, style]: readonly [string, string],
  structure: ModelStructure,
): Promise<StageFigures> {
  const page = await browser.newPage({ viewport: size });
  try {
    const { classes, variables } = themes.dark;
    const values = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
    await page.setContent(`<!doctype html><html style="${values.join(' ').replaceAll('"', "'")}"><head><style>${style}
      html, body, main { height: 100% } main { max-width: none; padding: 0 }</style></head>
      <body class="${classes}"><main></main></body></html>`);
    await page.addScriptTag({ content: script });
    const opened = await page.evaluateHandle(received, structure);
    const stages = await page.evaluate(open, opened);
    const near = await panningFrames(page, panGraph);
    await page.evaluate('view.fit(); new Promise((done) => setTimeout(done, 400))');
    return { stages, near, far: await panningFrames(page, panGraph) };
  } finally {
    await page.close();
  }
}

/** Runs in the page: what was sent is its own from here on. */
function received(structure: ModelStructure): ModelStructure {
  return structure;
}

/** Runs in the page. */
function open(structure: ModelStructure): Promise<OpeningStages> {
  return (globalThis as unknown as OpeningPage).open(structure);
}
