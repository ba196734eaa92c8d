import { defineConfig } from 'vitest/config';

/** The pages of `webview/` as they are built, in Chromium. `dist/` has to be there. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
