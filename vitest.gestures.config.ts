import { defineConfig } from 'vitest/config';

/** A real VS Code worked by mouse and keyboard, and the tests that run inside it. One at a time: they measure. */
export default defineConfig({
  test: {
    include: ['test/gestures/*.gestures.ts', 'test/host/*.host.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A server whose tests were killed ends by itself: seconds without a window.
    env: { CODE_SERVER_IDLE_TIMEOUT_SECONDS: '90' },
    // A second try would hide what a person meets.
    retry: 0,
  },
});
