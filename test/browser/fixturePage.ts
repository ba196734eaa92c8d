import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { bundledPrograms } from '../../scripts/bundledPrograms.mjs';
import { pageShell } from '../../src/extension/editor/pageShell.ts';
import { dressedFromTheStart, dressing, type ThemeName } from './dressing.ts';

/** How a page with one part of a real one in it is opened. */
export interface FixtureOptions {
  readonly theme?: ThemeName;
  readonly size?: { readonly width: number; readonly height: number };
  /** Device pixels to one CSS pixel. */
  readonly ratio?: number;
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly language?: string;
  /** Statements before those that are run: names for what the page has. */
  readonly before?: string;
  /** Whether pictures and the like may be loaded too, which pages of the extension may not. */
  readonly isFree?: boolean;
}

export interface FixturePage {
  readonly page: Page;
  /** What went wrong in the page, and what its policy refused. */
  readonly faults: readonly string[];
  /** Runs statements in the page, and waits for two frames. */
  readonly run: <Result = void>(statements: string) => Promise<Result>;
  /** Gives the page another theme, as VS Code does when the person chooses one. */
  readonly dress: (theme: ThemeName) => Promise<void>;
}

const origin = 'http://whittle.test';

/** Programs that were built, by their entry points. */
const built = new Map<string, Promise<Readonly<Record<string, string>>>>();

/**
 * Opens a page that is built from a fixture beside the sources: a `main` that fills the window, the policy of pages of the extension,
 * and a theme.
 * @param program the entry point, from the root of the project
 */
export async function openFixture(
  browser: Browser,
  program: string,
  options: FixtureOptions = {},
): Promise<FixturePage> {
  const { theme = 'dark', size = { width: 1280, height: 800 }, ratio = 1, reducedMotion = 'no-preference' } = options;
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: ratio, reducedMotion });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  const files = await filesOf(program);
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: shell(options) });
    const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: files[pathname] ?? '' });
  });
  await page.addInitScript(dressedFromTheStart(theme) + withMain);
  await page.goto(origin);
  return {
    page,
    faults,
    run: (statements) =>
      page.evaluate(`(async () => {
        ${options.before ?? ''}
        const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const result = await (async () => { ${statements} })();
        await frames();
        return result;
      })()`),
    dress: (other) => page.evaluate(dressing(other)),
  };
}

/** A place for the part, before the program of the page runs. */
const withMain = `
  document.addEventListener('readystatechange', () => {
    if (document.querySelector('main') !== null) return;
    const main = document.createElement('main');
    Object.assign(main.style, { boxSizing: 'border-box', maxWidth: 'none', height: '100vh', padding: '0' });
    document.body.append(main);
  });
`;

function filesOf(program: string): Promise<Readonly<Record<string, string>>> {
  const known = built.get(program);
  if (known !== undefined) return known;
  const building = build({
    entryPoints: { page: program },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022', plugins: [bundledPrograms] },
  }).then(({ outputFiles }) =>
    Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text])),
  );
  built.set(program, building);
  return building;
}

function shell({ language = 'en', isFree = false }: FixtureOptions): string {
  const [script, style] = [`${origin}/page.js`, `${origin}/page.css`];
  const page = pageShell({ language, script, style, source: origin, nonce: 'dGVzdA==', workers: true });
  return isFree ? page.replace(/<meta http-equiv[^>]*>/, '') : page;
}
