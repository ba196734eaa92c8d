import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import themes from '../../webview/graph/drawing/fixtures/themes.json' with { type: 'json' };

export type DrawingTheme = keyof typeof themes;

/** How the page of a drawing is opened. */
export interface DrawingPageOptions {
  readonly theme?: DrawingTheme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Device pixels to one CSS pixel. */
  readonly ratio?: number;
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

export interface DrawingPage {
  readonly page: Page;
  /** What went wrong in the page. */
  readonly faults: readonly string[];
  /** Runs statements in the page, where `view`, `scene`, `gridScene`, `overlay` and `happened` are, and waits for two frames. */
  readonly run: <Result = void>(statements: string) => Promise<Result>;
  /** Gives the page another theme, as VS Code does when the person chooses one. */
  readonly dress: (theme: DrawingTheme) => Promise<void>;
}

let built: Promise<Readonly<Record<string, string>>> | undefined;

async function files(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: { drawing: 'webview/graph/drawing/fixtures/drawingPage.ts' },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022' },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
}

function dressing(theme: DrawingTheme): string {
  const { classes, variables } = themes[theme];
  return `
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.className = '${classes}';
  `;
}

/** Opens a page with nothing but a drawing in it, as large as the window. */
export async function openDrawing(browser: Browser, options: DrawingPageOptions = {}): Promise<DrawingPage> {
  const { theme = 'dark', size = { width: 1280, height: 800 }, ratio = 1, reducedMotion = 'no-preference' } = options;
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: ratio, reducedMotion });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  const parts = await (built ??= files());
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname !== '/') {
      const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
      return route.fulfill({ contentType, body: parts[pathname] ?? '' });
    }
    return route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><head><title>drawing</title><link rel="stylesheet" href="/drawing.css">
        <style>html, body, main { height: 100%; }</style></head>
        <body><script>${dressing(theme)}</script><main style="max-width: none; padding: 0"></main>
        <script src="/drawing.js"></script></body></html>`,
    });
  });
  await page.goto('http://whittle.test/');
  return {
    page,
    faults,
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
