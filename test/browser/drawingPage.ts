import type { Browser } from 'playwright-core';
import type { ThemeName } from './dressing.ts';
import { type FixtureOptions, type FixturePage, openFixture } from './fixturePage.ts';

export type DrawingTheme = ThemeName;
export type DrawingPageOptions = Pick<FixtureOptions, 'theme' | 'size' | 'ratio' | 'reducedMotion'>;
export type DrawingPage = FixturePage;

/**
 * Opens a page with nothing but a drawing in it, as large as the window. Statements have `view`, `scene`, `gridScene`, `overlay` and
 * `happened`. Exported pictures are loaded in it.
 */
export function openDrawing(browser: Browser, options: DrawingPageOptions = {}): Promise<DrawingPage> {
  return openFixture(browser, 'webview/graph/drawing/fixtures/drawingPage.ts', { ...options, isFree: true });
}
