import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { ReaderSource } from '../../src/protocol/graph/readerContract.ts';
import type { StatisticsQuery, ValuesQuery } from '../../src/protocol/graph/tensor.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import type { Answered } from '../../webview/model/inspector/fixtures/answered.ts';
import themes from './themes.json' with { type: 'json' };

export type InspectorTheme = keyof typeof themes;

/** How the page of an inspector is opened. */
export interface InspectorPageOptions {
  readonly theme?: InspectorTheme;
  readonly width?: number;
  readonly height?: number;
  /** Answers in place of those of the reader, by the names of requests. */
  readonly answers?: Readonly<Record<string, (argument: never) => unknown>>;
  /** What was kept, when the page was there before. */
  readonly kept?: unknown;
  readonly file?: string;
}

export interface InspectorPage {
  readonly page: Page;
  /** What went wrong in the page. */
  readonly faults: readonly string[];
  /** What was asked: names of requests and their arguments. */
  readonly asked: readonly (readonly [name: string, argument: unknown])[];
  /** Runs statements in the page, where all of `InspectorPage` of the fixture is. */
  readonly run: <Result = void>(statements: string) => Promise<Result>;
  readonly dress: (theme: InspectorTheme) => Promise<void>;
}

let built: Promise<Readonly<Record<string, string>>> | undefined;

async function files(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: { inspector: 'webview/model/inspector/fixtures/inspectorPage.ts' },
    ...{ bundle: true, write: false, outdir: '/', format: 'iife', target: 'es2022' },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
}

function dressing(theme: InspectorTheme): string {
  const { kind, variables } = themes[theme];
  return `
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.className = 'vscode-body ${kind}';
  `;
}

/** A window with nothing but an inspector in it, and a reader that reads behind it. */
export async function openInspector(
  browser: Browser,
  source: ReaderSource,
  options: InspectorPageOptions = {},
): Promise<InspectorPage> {
  const { theme = 'dark', width = 320, height = 900, answers = {}, kept, file } = options;
  const page = await browser.newPage({ viewport: { width, height } });
  const faults: string[] = [];
  const asked: (readonly [string, unknown])[] = [];
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  const reader = new OpenedModel(source, 2 ** 28);
  const readers: NonNullable<InspectorPageOptions['answers']> = {
    node: ({ node }: { node: number }) => reader.node(node),
    tensor: ({ tensor }: { tensor: number }) => reader.tensor(tensor),
    statistics: (query: StatisticsQuery) => reader.statistics(query),
    values: (query: ValuesQuery) => reader.values(query),
  };
  await page.exposeFunction('answer', async (name: string, argument: never): Promise<Answered> => {
    asked.push([name, argument]);
    try {
      return { result: await (answers[name] ?? readers[name])?.(argument) };
    } catch (cause) {
      if (cause instanceof UserError) return { error: cause.detail };
      throw cause;
    }
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
      body: `<!doctype html><html lang="en"><head><title>inspector</title><link rel="stylesheet" href="/inspector.css">
        <style>html, body, main { height: 100%; }</style></head>
        <body><script>${dressing(theme)}</script><main style="max-width: none; padding: 0"></main>
        <script src="/inspector.js"></script></body></html>`,
    });
  });
  await page.goto('http://whittle.test/');
  await page.evaluate(
    ([structure, given]) => {
      const window = globalThis as unknown as { openInspector: (...all: unknown[]) => object; opened: object };
      window.opened = window.openInspector(structure, given);
    },
    [reader.structure(), { kept, ...(file !== undefined && { file }) }] as const,
  );
  return {
    page,
    faults,
    asked,
    run: (statements) =>
      page.evaluate(`(async () => {
        const { inspector, opened, model, given, changes, view, select, node, tensor } = window.opened;
        const result = await (async () => { ${statements} })();
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return result;
      })()`),
    dress: (other) => page.evaluate(dressing(other)),
  };
}
