import { existsSync } from 'node:fs';
import path from 'node:path';
import { errors, type Browser, type Page } from 'playwright-core';
import { size } from './browser.ts';
import { type FrameTimes, panningFrames } from './panning.ts';

const origin = 'http://netron.test';

/** What Netron does with a file, in milliseconds from the file handed over to its graph painted. */
export type NetronFigures =
  | { readonly kind: 'painted'; readonly painted: number; readonly near: FrameTimes }
  | { readonly kind: 'failed'; readonly reason: string };

/** The folder of Netron's page, where the environment names one. */
export function findNetron(): string | undefined {
  const folder = process.env['WHITTLE_PEER_NETRON'];
  return folder !== undefined && existsSync(path.join(folder, 'index.html')) ? folder : undefined;
}

/** Opens a file in Netron by its own button, as a person does. */
export async function measureNetron(
  browser: Browser,
  folder: string,
  file: string,
  patience: number,
): Promise<NetronFigures> {
  const page = await openNetron(browser, folder);
  try {
    await page.locator('#open-file-button').waitFor();
    await page.evaluate(watch);
    await page.locator('#open-file-dialog').setInputFiles(file);
    await page.waitForFunction('window.painted !== undefined', undefined, { timeout: patience });
    const painted = await page.evaluate<number>('window.painted');
    if ((await page.locator('#canvas .node').count()) === 0) return { kind: 'failed', reason: await saidBy(page) };
    const near = await panningFrames(page, `(x, y) => document.getElementById('target').scrollBy(x, y)`);
    return { kind: 'painted', painted, near };
  } catch (error) {
    if (error instanceof errors.TimeoutError) return { kind: 'failed', reason: `over ${patience / 1000} s` };
    return { kind: 'failed', reason: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  } finally {
    await page.context().close();
  }
}

/** Its page from the folder, and nothing from anywhere else. */
async function openNetron(browser: Browser, folder: string): Promise<Page> {
  const context = await browser.newContext({ viewport: size, bypassCSP: true });
  // It has been used before: the question about cookies was answered.
  await context.addCookies([{ name: 'consent', value: '1', url: origin }]);
  const page = await context.newPage();
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const wanted = path.join(folder, url.pathname === '/' ? 'index.html' : url.pathname);
    if (url.protocol === 'blob:') return route.continue();
    if (url.origin !== origin) return route.abort();
    return existsSync(wanted) ? route.fulfill({ path: wanted }) : route.fulfill({ status: 404 });
  });
  await page.addInitScript(keepEval);
  await page.goto(`${origin}/`);
  return page;
}

/** Its page takes eval away from everybody, and Playwright cannot look into a page without it. */
const keepEval = `
  const own = window.eval;
  Object.defineProperty(window, 'eval', { get: () => own, set: () => undefined });
`;

/** The page takes the class `default` when its graph is in place, and another one with a message. */
const watch = `
  document.addEventListener('change', () => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      const { classList } = document.body;
      if (!classList.contains('default') && !classList.contains('alert')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now() - start)));
    });
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }, { capture: true, once: true });
`;

async function saidBy(page: Page): Promise<string> {
  return (await page.locator('#message-text').innerText()).split('\n')[0]!;
}
