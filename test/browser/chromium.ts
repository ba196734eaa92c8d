import { type Browser, chromium as playwright } from 'playwright-core';
import { chromium } from '../../scripts/vscode/setup.mjs';

const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
];

/** A Chromium of this machine, quiet and without a screen. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return playwright.launch({ executablePath: chromium(), args: [...args, ...more] });
}
