import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pageShell } from '../../src/extension/editor/pageShell.ts';
import { textsIn } from '../../src/protocol/messages/languages.ts';
import { type Answers, Channel, type Side } from '../../src/protocol/webview/channel.ts';
import type { FromPage, Started } from '../../src/protocol/webview/page.ts';
import { dressedFromTheStart } from './dressing.ts';

/** Those that all pages are looked at in. */
export type ThemeName = 'dark' | 'light' | 'hc';

const origin = 'http://whittle.test';

interface EditorSide extends Side {
  readonly notification: FromPage;
}

interface PageSide extends Side {
  readonly notification: Started | { readonly type: string };
}

/** How a page is opened. */
export interface PageOptions<Shown extends PageSide, Editor extends EditorSide> {
  readonly name: 'report' | 'inspection' | 'model' | 'compare';
  readonly answers: Answers<Editor>;
  /** What the editor says once the page listens, and again after it was hidden. */
  readonly content: () => Exclude<Shown['notification'], Started>;
  readonly theme?: ThemeName;
  readonly language?: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A page in a browser, with the editor that it talks to played by the test. */
export interface OpenPage<Shown extends Side> {
  readonly page: Page;
  /** Says something to the page. */
  readonly notify: (content: Exclude<Shown['notification'], Started>) => Promise<void>;
  /** As VS Code does with a page whose tab is hidden and shown again: its state stays, nothing else. */
  readonly hideAndShow: () => Promise<void>;
  /** What went wrong: errors of the page, what its policy refused, requests for anything but its own parts. */
  readonly faults: readonly string[];
}

/** What VS Code gives a page. State outlives the page. */
const api = `
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.toEditor(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
`;

/** Opens one of the built pages as the extension does, with its policy, in the colours of a theme. */
export async function openPage<Shown extends PageSide, Editor extends EditorSide>(
  browser: Pick<Browser, 'newPage'>,
  options: PageOptions<Shown, Editor>,
): Promise<OpenPage<Shown>> {
  const { name, answers, content, theme = 'dark', language = 'en', texts = textsIn('en') } = options;
  const page = await browser.newPage({ viewport: options.size ?? { width: 1280, height: 800 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });

  const channel = new Channel<Editor, Shown>({
    post: (envelope) => {
      page.evaluate(hear, envelope).catch((error: unknown) => {
        // What was asked last is answered after the test is done with the page.
        if (!page.isClosed()) faults.push(String(error));
      });
    },
    notified: (notification: FromPage) => {
      if (notification.type === 'defect') faults.push(notification.stack);
      if (notification.type !== 'ready') return;
      channel.otherSideBegan();
      channel.notify({ type: 'started', language, texts });
      channel.notify(content());
    },
    defect: (error) => faults.push(String(error)),
    answers,
  });
  await page.exposeFunction('toEditor', (envelope: unknown) => channel.receive(envelope));
  await page.addInitScript(api);
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: shell(name, language) });
    if (!/^\/(report|inspection|model|compare)\.(js|css)$/.test(pathname)) faults.push(`requested ${pathname}`);
    return route.fulfill({ path: path.join('dist', 'webview', pathname) });
  });
  await page.addInitScript(dressedFromTheStart(theme));
  await page.goto(origin);
  await page.locator('main').waitFor();
  return {
    page,
    faults,
    notify: async (next) => {
      channel.notify(next);
      // Both travel the same way: once this has arrived, so has what was said.
      await page.evaluate('new Promise((resolve) => setTimeout(resolve))');
    },
    hideAndShow: async () => {
      await page.reload();
      await page.locator('main').waitFor();
    },
  };
}

/** Runs in the page, where there is a window. Typed arrays arrive as what they are. */
function hear(envelope: unknown): void {
  (globalThis as unknown as { postMessage(data: unknown): void }).postMessage(envelope);
}

function shell(name: string, language: string): string {
  const [script, style] = [`${origin}/${name}.js`, `${origin}/${name}.css`];
  const workers = name === 'model' || name === 'compare';
  return pageShell({ language, script, style, source: origin, nonce: 'dGVzdA==', workers });
}
