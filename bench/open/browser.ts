import type { Browser } from 'playwright-core';
import { launchChromium } from '../../test/browser/chromium.ts';

/** A Chromium that draws frames as fast as it can, so that how long they take can be told. */
export function launchUnthrottled(): Promise<Browser> {
  return launchChromium(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
}

/** As large as the window of an editor. */
export const size = { width: 1280, height: 800 };
