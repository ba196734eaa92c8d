import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { pageShell } from '../../src/extension/editor/pageShell.ts';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import controlColours from './controlColours.json' with { type: 'json' };
import themes from './themes.json' with { type: 'json' };

export type ToolbarTheme = keyof typeof controlColours;

/** How the page of a toolbar is opened. */
export interface ToolbarPageOptions {
  readonly theme?: ToolbarTheme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Of the figure that colours the graph. */
  readonly colour?: string;
  /** What the search kept. */
  readonly kept?: object;
}

export interface ToolbarPage {
  readonly page: Page;
  /** What went wrong in the page, and what its policy refused. */
  readonly faults: readonly string[];
  /** Runs statements in the page, where `shown` (opened, search, toolbar) and `happened` are, and waits for two frames. */
  readonly run: <Result = void>(statements: string) => Promise<Result>;
  /** What the toolbar had done, from the first or since this was asked last. */
  readonly happened: () => Promise<readonly (readonly unknown[])[]>;
}

const origin = 'http://whittle.test';

let built: Promise<Readonly<Record<string, string>>> | undefined;

async function files(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: { toolbar: 'webview/model/toolbar/fixtures/toolbarPage.ts' },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022' },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
}

/** Gives the page the variables, the class and the attribute that VS Code gives it, before its script runs. */
function dressing(theme: ToolbarTheme): string {
  const { kind, variables } = themes[theme];
  return `
    document.addEventListener('readystatechange', () => {
      for (const [name, value] of Object.entries(${JSON.stringify({ ...variables, ...controlColours[theme] })})) {
        document.documentElement.style.setProperty(name, value);
      }
      document.body.className = 'vscode-body ${kind}';
      document.body.setAttribute('data-vscode-theme-kind', '${kind}');
    });
  `;
}

/** Opens a page with nothing but the toolbar of a model in it, with the policy that pages of the extension have. */
export async function openToolbar(
  browser: Browser,
  structure: ModelStructure,
  { theme = 'dark', size = { width: 1280, height: 800 }, colour, kept }: ToolbarPageOptions = {},
): Promise<ToolbarPage> {
  const page = await browser.newPage({ viewport: size });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  const parts = await (built ??= files());
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: shell() });
    const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: parts[pathname] ?? '' });
  });
  await page.addInitScript(dressing(theme));
  await page.goto(origin);
  await page.evaluate(show, { structure, colour, kept });
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
    happened: () => page.evaluate('happened.splice(0)'),
  };
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

function shell(): string {
  const [script, style] = [`${origin}/toolbar.js`, `${origin}/toolbar.css`];
  return pageShell({ language: 'en', script, style, source: origin, nonce: 'dGVzdA==' });
}
