import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { bundledPrograms } from '../../scripts/bundledPrograms.mjs';
import { pageShell } from '../../src/extension/editor/pageShell.ts';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import themes from '../../webview/graph/drawing/fixtures/themes.json' with { type: 'json' };

export type PaneTheme = keyof typeof themes;

export interface PanePage {
  readonly page: Page;
  /** What went wrong in the page, what its policy refused included. */
  readonly faults: readonly string[];
  /** Runs statements in the page, where `pane`, `selection`, `shapes`, `model`, `view` and `happened` are, and waits for two frames. */
  readonly run: <Result = void>(statements: string) => Promise<Result>;
  /** Opens a model in place of the one before, and waits until it is painted. */
  readonly open: (
    structure: ModelStructure,
    kept?: unknown,
  ) => Promise<{ readonly prepare: number; readonly painted: number }>;
  readonly dress: (theme: PaneTheme) => Promise<void>;
}

const origin = 'http://whittle.test';

let built: Promise<Readonly<Record<string, string>>> | undefined;

async function files(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: { pane: 'webview/model/graph/fixtures/panePage.ts' },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022', plugins: [bundledPrograms] },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
}

function dressing(theme: PaneTheme): string {
  const { classes, variables } = themes[theme];
  return `
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
      document.documentElement.style.setProperty(name, value);
    }
    document.documentElement.style.height = '100%';
    document.body.style.height = '100%';
    document.body.className = '${classes}';
  `;
}

/** Opens a page with nothing but the graph pane of a model in it, as large as the window, under the policy that VS Code gets. */
export async function openPane(
  browser: Browser,
  structure: ModelStructure,
  options: { readonly theme?: PaneTheme; readonly kept?: unknown; readonly reducedMotion?: 'reduce' } = {},
): Promise<PanePage> {
  const { theme = 'dark', kept, reducedMotion = 'no-preference' } = options;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  const parts = await (built ??= files());
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') {
      const [script, style] = [`${origin}/pane.js`, `${origin}/pane.css`];
      const body = pageShell({ language: 'en', script, style, source: origin, nonce: 'dGVzdA==', workers: true });
      return route.fulfill({ contentType: 'text/html', body });
    }
    const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: parts[pathname] ?? '' });
  });
  await page.goto(origin);
  await page.locator('main').waitFor({ state: 'attached' });
  await page.evaluate(dressing(theme));
  const open = (next: ModelStructure, left?: unknown) =>
    page.evaluate(([shown, state]) => (globalThis as unknown as PaneGlobals).open(shown, state), [next, left] as const);
  await open(structure, kept);
  return {
    page,
    faults,
    open,
    run: (statements) =>
      page.evaluate(`(async () => {
        const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const result = await (async () => { ${statements} })();
        await frames();
        return result;
      })()`),
    dress: (other) => page.evaluate(dressing(other)),
  };
}

interface PaneGlobals {
  readonly open: (structure: ModelStructure, kept: unknown) => Promise<{ prepare: number; painted: number }>;
}
