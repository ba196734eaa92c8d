import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { pageShell } from '../../src/extension/editor/pageShell.ts';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import themes from './themes.json' with { type: 'json' };

export type LayersTheme = keyof typeof themes;

/** How the page of the table of layers is opened. */
export interface LayersPageOptions {
  readonly theme?: LayersTheme;
  readonly size?: { readonly width: number; readonly height: number };
  readonly kept?: unknown;
  readonly language?: string;
}

export interface LayersPage {
  readonly page: Page;
  /** What went wrong in the page, what its policy refused included. */
  readonly faults: readonly string[];
  /** Milliseconds that making the panel took. */
  readonly made: number;
  /**
   * Runs statements in the page, where `panel`, `selection`, `figures`, `shapes`, `model`, `figure`, `open` and `happened` are,
   * and waits for two frames.
   */
  readonly run: <Result = void>(statements: string) => Promise<Result>;
}

const origin = 'http://whittle.test';

let built: Promise<Readonly<Record<string, string>>> | undefined;

async function files(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: { layers: 'webview/model/layers/fixtures/layersPage.ts' },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022' },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
}

function dressing(theme: LayersTheme): string {
  const { kind, variables } = themes[theme];
  return `
    for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.className = 'vscode-body ${kind}';
  `;
}

/** Opens a page with nothing but the table of layers in it, as large as the window, under the policy that VS Code gets. */
export async function openLayers(
  browser: Browser,
  structure: ModelStructure,
  options: LayersPageOptions = {},
): Promise<LayersPage> {
  const { theme = 'dark', size = { width: 1280, height: 220 }, kept = null, language = 'en' } = options;
  const page = await browser.newPage({ viewport: size });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  const parts = await (built ??= files());
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') {
      const [script, style] = [`${origin}/layers.js`, `${origin}/layers.css`];
      const body = pageShell({ language, script, style, source: origin, nonce: 'dGVzdA==' });
      return route.fulfill({ contentType: 'text/html', body });
    }
    const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: parts[pathname] ?? '' });
  });
  await page.addInitScript(`window.addEventListener('DOMContentLoaded', () => { ${dressing(theme)} });`);
  await page.goto(origin);
  const made = await page.evaluate(
    ([shown, state, words]) => (globalThis as unknown as LayersGlobals).open(shown, state ?? undefined, words),
    [structure, kept, language] as const,
  );
  return {
    page,
    faults,
    made,
    run: (statements) =>
      page.evaluate(`(async () => {
        const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const result = await (async () => { ${statements} })();
        await frames();
        return result;
      })()`),
  };
}

interface LayersGlobals {
  readonly open: (structure: ModelStructure, kept: unknown, language: string) => number;
}
