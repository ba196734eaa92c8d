import type { Browser } from 'playwright-core';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { type FixtureOptions, type FixturePage, openFixture } from './fixturePage.ts';
import type { ThemeName } from './openPage.ts';

export type ToolbarTheme = ThemeName;

/** How the page of a toolbar is opened. */
export interface ToolbarPageOptions extends Pick<FixtureOptions, 'size'> {
  readonly theme?: ToolbarTheme;
  /** Of the figure that colours the graph. */
  readonly colour?: string;
  /** What the search kept. */
  readonly kept?: object;
}

export interface ToolbarPage extends FixturePage {
  /** What the toolbar had done, from the first or since this was asked last. */
  readonly happened: () => Promise<readonly (readonly unknown[])[]>;
}

/**
 * Opens a page with nothing but the toolbar of a model in it. Statements have `shown` (opened, search, toolbar) and `happened`.
 */
export async function openToolbar(
  browser: Browser,
  structure: ModelStructure,
  { colour, kept, ...options }: ToolbarPageOptions = {},
): Promise<ToolbarPage> {
  const opened = await openFixture(browser, 'webview/model/toolbar/fixtures/toolbarPage.ts', options);
  await opened.page.evaluate(show, { structure, colour, kept });
  return { ...opened, happened: () => opened.page.evaluate('happened.splice(0)') };
}

interface Shown {
  readonly structure: ModelStructure;
  readonly colour: string | undefined;
  readonly kept: object | undefined;
}

/** Runs in the page. */
function show({ structure, colour, kept }: Shown): void {
  const page = globalThis as unknown as { open(...args: readonly unknown[]): unknown; shown: unknown };
  page.shown = page.open(structure, colour, kept);
}
