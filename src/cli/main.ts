#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const cancelling = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cancelling.abort());
// Whoever reads the output may stop reading (`whittle coverage model.onnx | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  worker: fileURLToPath(new URL('./worker.js', import.meta.url)),
  signal: cancelling.signal,
});
