import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'webview/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/propertySeed.ts'],
    // onnxruntime keeps native state per process: a forked process per file cannot be brought down by another file's crash.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The cap on memory is part of the proof that nothing is held in proportion to weights; gc() lets tests measure it.
    execArgv: ['--expose-gc'],
  },
});
