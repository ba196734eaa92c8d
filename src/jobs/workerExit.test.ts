import { expect, it } from 'vitest';
import type { ProcessExit } from './processExit.ts';
import { explainExit } from './workerExit.ts';

function exit(more: Partial<ProcessExit>): ProcessExit {
  return { code: null, signal: null, lastWords: '', ...more };
}

it.each<[string, Partial<ProcessExit>, string]>([
  ['a wild pointer', { signal: 'SIGSEGV' }, 'worker.crashed'],
  ['a wild pointer on Windows', { code: 0xc0000005 }, 'worker.crashed'],
  ['an abort without signals', { code: 134 }, 'worker.crashed'],
  [
    'an abort for want of heap',
    { signal: 'SIGABRT', lastWords: 'JavaScript heap out of memory' },
    'worker.out-of-memory',
  ],
  ['an allocation that failed', { code: 1, lastWords: "terminate called: 'std::bad_alloc'" }, 'worker.out-of-memory'],
  ['the kernel, when memory is gone', { signal: 'SIGKILL' }, 'worker.killed'],
  ['somebody else', { signal: 'SIGTERM' }, 'worker.ended'],
  ['its own will', { code: 3 }, 'worker.ended'],
])('a process that ends by %s', (_how, how, code) => {
  expect(explainExit(exit(how), true).detail.code).toBe(code);
});

it('names what kept a process from starting, not the stack behind it', () => {
  const lastWords = 'node:internal\n  throw x\n\nError: Cannot find module "foo"\n    at Module.load\n\nNode.js v20';
  const error = explainExit(exit({ code: 1, lastWords }), false);
  expect(error.detail).toEqual({
    code: 'worker.not-started',
    args: { reason: 'Error: Cannot find module "foo"' },
  });
});

it('names the library of the system that kept onnxruntime from loading', () => {
  const lastWords = 'Error: libfoo.so.1: cannot open shared object file: No such file or directory\n    at Module.load';
  const error = explainExit(exit({ code: 1, lastWords }), false);
  expect(error.detail).toEqual({ code: 'platform.library-missing', args: { library: 'libfoo.so.1' } });
});
