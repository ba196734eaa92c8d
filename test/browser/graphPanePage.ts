import type { Browser } from 'playwright-core';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import type { ThemeName } from './dressing.ts';
import { type FixtureOptions, type FixturePage, openFixture } from './fixturePage.ts';

export type PaneTheme = ThemeName;

export interface PanePage extends FixturePage {
  /** Opens a model in place of the one before, and waits until it is painted. */
  readonly open: (
    structure: ModelStructure,
    kept?: unknown,
  ) => Promise<{ readonly prepare: number; readonly painted: number }>;
}

interface PaneGlobals {
  readonly open: (structure: ModelStructure, kept: unknown) => Promise<{ prepare: number; painted: number }>;
}

/**
 * Opens a page with nothing but the graph pane of a model in it, as large as the window. Statements have `pane`, `selection`,
 * `shapes`, `model`, `view` and `happened`.
 */
export async function openPane(
  browser: Browser,
  structure: ModelStructure,
  { kept, ...options }: Pick<FixtureOptions, 'theme' | 'reducedMotion'> & { readonly kept?: unknown } = {},
): Promise<PanePage> {
  const opened = await openFixture(browser, 'webview/model/graph/fixtures/panePage.ts', options);
  const open = (next: ModelStructure, left?: unknown) =>
    opened.page.evaluate(([shown, state]) => (globalThis as unknown as PaneGlobals).open(shown, state), [
      next,
      left,
    ] as const);
  await open(structure, kept);
  return { ...opened, open };
}
