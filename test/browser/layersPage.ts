import type { Browser } from 'playwright-core';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { type FixtureOptions, type FixturePage, openFixture } from './fixturePage.ts';
import type { ThemeName } from './openPage.ts';

export type LayersTheme = ThemeName;

/** How the page of the table of layers is opened. */
export interface LayersPageOptions extends Pick<FixtureOptions, 'size' | 'language'> {
  readonly theme?: LayersTheme;
  readonly kept?: unknown;
}

export interface LayersPage extends FixturePage {
  /** Milliseconds that making the panel took. */
  readonly made: number;
}

interface LayersGlobals {
  readonly open: (structure: ModelStructure, kept: unknown, language: string) => number;
}

/**
 * Opens a page with nothing but the table of layers in it, as large as the window. Statements have `panel`, `selection`, `figures`,
 * `shapes`, `model`, `figure`, `open` and `happened`.
 */
export async function openLayers(
  browser: Browser,
  structure: ModelStructure,
  options: LayersPageOptions = {},
): Promise<LayersPage> {
  const { size = { width: 1280, height: 220 }, kept = null, language = 'en' } = options;
  const program = 'webview/model/layers/fixtures/layersPage.ts';
  const opened = await openFixture(browser, program, { ...options, size, language });
  const made = await opened.page.evaluate(
    ([shown, state, words]) => (globalThis as unknown as LayersGlobals).open(shown, state ?? undefined, words),
    [structure, kept, language] as const,
  );
  return { ...opened, made };
}
