import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFailure, neededLibstdcxx } from './loadFailure.ts';
import { neededGlibc } from './platform.ts';

const { resolve } = createRequire(import.meta.url);
const binaries = path.join(path.dirname(resolve('onnxruntime-node/package.json')), 'bin/napi-v6');
const linux = ['x64', 'arm64'].flatMap((architecture) =>
  ['libonnxruntime.so.1', 'onnxruntime_binding.node'].map((file) => path.join(binaries, 'linux', architecture, file)),
);

/** The newest version of a set of symbols that a library asks for, as it stands in its names of versions. */
function newest(file: string, symbols: string): string {
  const versions = [...readFileSync(file, 'latin1').matchAll(new RegExp(`\\0${symbols}_([\\d.]+)(?=\\0)`, 'g'))];
  return versions.map((match) => match[1]!).reduce((a, b) => (a.localeCompare(b, 'en', { numeric: true }) > 0 ? a : b));
}

describe('what the binaries for Linux ask for', () => {
  it.each([
    ['GLIBC', neededGlibc],
    ['GLIBCXX', neededLibstdcxx.replace('GLIBCXX_', '')],
  ])('of %s is what is said', (symbols, said) => {
    const asked = linux.map((file) => newest(file, symbols));
    expect(asked.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)).toBe(said);
  });
});

describe.runIf(process.platform === 'linux')('what the loader of Linux says', () => {
  /** What Node writes when it loads a binding in which one name was replaced by another of the same length. */
  function wordsFor(from: string, to: string): string {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'load-failure-'));
    try {
      const own = path.join(binaries, 'linux', process.arch);
      const changed = readFileSync(path.join(own, 'onnxruntime_binding.node'), 'latin1').replaceAll(
        `${from}\0`,
        `${to}\0`,
      );
      writeFileSync(path.join(folder, 'onnxruntime_binding.node'), changed, 'latin1');
      symlinkSync(path.join(own, 'libonnxruntime.so.1'), path.join(folder, 'libonnxruntime.so.1'));
      execFileSync(process.execPath, ['-e', "require('./onnxruntime_binding.node')"], { cwd: folder, stdio: 'pipe' });
    } catch (error) {
      return String((error as { readonly stderr: unknown }).stderr);
    } finally {
      rmSync(folder, { recursive: true });
    }
    return expect.fail('it should not have loaded');
  }

  it('of an old C library becomes a sentence', () => {
    const asked = newest(path.join(binaries, 'linux', process.arch, 'onnxruntime_binding.node'), 'GLIBC');
    expect(loadFailure(wordsFor(`GLIBC_${asked}`, `GLIBC_${asked.replace('2', '9')}`))).toEqual({
      code: 'platform.library-old',
      args: { library: 'glibc', needed: '2.28' },
    });
  });

  it('of an old C++ library becomes a sentence', () => {
    expect(loadFailure(wordsFor('GLIBCXX_3.4.21', 'GLIBCXX_9.4.21'))).toEqual({
      code: 'platform.library-old',
      args: { library: 'libstdc++', needed: 'GLIBCXX_3.4.22' },
    });
  });

  it('of a library that is not there becomes a sentence', () => {
    expect(loadFailure(wordsFor('libstdc++.so.6', 'libstdx++.so.6'))).toEqual({
      code: 'platform.library-missing',
      args: { library: 'libstdx++.so.6' },
    });
  });

  it('of onnxruntime itself stays as it is', () => {
    expect(loadFailure(wordsFor('libonnxruntime.so.1', 'libonnxruntime.so.7'))).toBeUndefined();
  });
});

it('takes a binding that Windows refuses for want of the Visual C++ runtime, in any language', () => {
  const words = `node:internal/modules/cjs/loader:1460
  return process.dlopen(module, path.toNamespacedPath(filename));
                 ^

Error: Das angegebene Modul wurde nicht gefunden.
\\\\?\\C:\\Users\\a\\.vscode\\extensions\\whittle\\dist\\node_modules\\onnxruntime-node\\bin\\napi-v6\\win32\\x64\\onnxruntime_binding.node
    at Module._extensions..node (node:internal/modules/cjs/loader:1460:18) {
  code: 'ERR_DLOPEN_FAILED'
}`;
  expect(loadFailure(words)?.code).toBe('platform.visual-c-missing');
});

it('leaves other ends alone', () => {
  expect(loadFailure("Error: Cannot find module 'x'\n    at load {\n  code: 'MODULE_NOT_FOUND'\n}")).toBeUndefined();
});
