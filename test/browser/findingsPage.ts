import type { Browser } from 'playwright-core';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { type FixtureOptions, type FixturePage, openFixture } from './fixturePage.ts';
import type { ThemeName } from './openPage.ts';

/** How the page of findings is opened. */
export interface FindingsPageOptions extends Pick<FixtureOptions, 'size' | 'language'> {
  readonly theme?: ThemeName;
  /** A state of the panel of before. */
  readonly kept?: object;
}

interface FindingsGlobals {
  readonly open: (structure: ModelStructure, kept: object, language: string) => void;
}

/**
 * Opens a page with nothing but the panel below the graph. Statements have `panel`, `selection`, `findings`, `model`, `layersOf`,
 * `resultOf`, `planned`, `mixedFrontFixture`, `profileFindings`, `reports`, `beside` and `happened`.
 */
export async function openFindings(
  browser: Browser,
  structure: ModelStructure,
  options: FindingsPageOptions = {},
): Promise<FixturePage> {
  const { size = { width: 1280, height: 320 }, kept = {}, language = 'en' } = options;
  const program = 'webview/model/findingsPanel/fixtures/findingsPage.ts';
  const opened = await openFixture(browser, program, { ...options, size, language });
  await opened.page.evaluate(
    ([shown, state, words]) => (globalThis as unknown as FindingsGlobals).open(shown, state, words),
    [structure, kept, language] as const,
  );
  return opened;
}
