import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { format } from '../protocol/messages/catalogue.ts';
import { neededMacos, ownPlatform, type Platform, usesMusl, whyNoJobs } from './platform.ts';

let folder: string;
let worker: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'platform-'));
  worker = path.join(folder, 'dist/worker.js');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lays the binaries for one platform where a package has them. */
function giveRuntime(target: string): void {
  const runtime = path.join(folder, 'dist/node_modules/onnxruntime-node');
  const binaries = path.join(runtime, 'bin/napi-v6', target.replace('-', '/'));
  mkdirSync(binaries, { recursive: true });
  writeFileSync(path.join(runtime, 'package.json'), '{}');
  writeFileSync(path.join(binaries, 'onnxruntime_binding.node'), '');
}

function platform(target: string, more: Partial<Platform> = {}): Platform {
  const [system = '', architecture = ''] = target.split('-');
  const release = system === 'darwin' ? '24.1.0' : '6.1.0';
  return { system, architecture, release, musl: false, ...more };
}

function codeFor(found: Platform): string | undefined {
  return whyNoJobs(found, worker)?.code;
}

describe('jobs', () => {
  it.each(['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'])('run on %s', (target) => {
    giveRuntime(target);
    expect(codeFor(platform(target))).toBeUndefined();
  });

  it.each([
    ['darwin-x64', 'platform.intel-mac'],
    ['linux-arm', 'platform.no-runtime'],
    ['linux-riscv64', 'platform.no-runtime'],
    ['win32-ia32', 'platform.no-runtime'],
    ['freebsd-x64', 'platform.no-runtime'],
  ])('do not run on %s, whatever the package holds', (target, code) => {
    giveRuntime(target);
    expect(codeFor(platform(target))).toBe(code);
  });

  it('do not run with musl', () => {
    giveRuntime('linux-x64');
    expect(codeFor(platform('linux-x64', { musl: true }))).toBe('platform.musl');
  });

  it.each([
    ['22.6.0', 'platform.macos-old'],
    ['23.0.0', undefined],
    ['25.0.0', undefined],
  ])('on Darwin %s: %s', (release, code) => {
    giveRuntime('darwin-arm64');
    expect(codeFor(platform('darwin-arm64', { release }))).toBe(code);
  });

  it('do not run from a package for another platform, and the right one is named', () => {
    giveRuntime('linux-x64');
    const reason = whyNoJobs(platform('win32-arm64'), worker)!;
    expect(reason.code).toBe('platform.runtime-missing');
    expect(format(reason)).toContain('onnxruntime for Windows on arm64. Install the package for win32-arm64.');
  });

  it('do not run from a package without binaries', () => {
    expect(codeFor(platform('linux-x64'))).toBe('platform.runtime-missing');
    giveRuntime('linux-x64');
    rmSync(path.join(folder, 'dist/node_modules/onnxruntime-node/bin'), { recursive: true });
    expect(codeFor(platform('linux-x64'))).toBe('platform.runtime-missing');
  });

  it('run on this machine', () => {
    expect(whyNoJobs(ownPlatform(), new URL(import.meta.url).pathname)).toBeUndefined();
  });
});

describe('the C library', () => {
  /** An executable as linkers make them: the loader's path stands behind the tables at its start. */
  function executable(loader: string): string {
    const file = path.join(folder, 'program');
    writeFileSync(file, `\x7fELF${'\0'.repeat(700)}${loader}\0${'\0'.repeat(5000)}`);
    return file;
  }

  it.each([
    ['/lib/ld-musl-x86_64.so.1', true],
    ['/lib64/ld-linux-x86-64.so.2', false],
  ])('is known from the loader %s', (loader, musl) => {
    expect(usesMusl('linux', executable(loader))).toBe(musl);
    expect(usesMusl('win32', executable(loader))).toBe(false);
  });

  it('is taken for the usual one where the program cannot be read', () => {
    expect(usesMusl('linux', path.join(folder, 'gone'))).toBe(false);
  });
});

it('says the macOS that the binaries declare', () => {
  const { resolve } = createRequire(import.meta.url);
  const binaries = path.join(path.dirname(resolve('onnxruntime-node/package.json')), 'bin/napi-v6/darwin/arm64');
  expect(declaredMacos(readFileSync(path.join(binaries, 'libonnxruntime.1.dylib')))).toBe(neededMacos);
});

/** The oldest macOS of a Mach-O library: the load command LC_BUILD_VERSION of `mach-o/loader.h`. */
function declaredMacos(library: Buffer): number {
  const buildVersion = 0x32;
  let at = 32;
  for (let left = library.readUInt32LE(16); left > 0; left--) {
    if (library.readUInt32LE(at) === buildVersion) return library.readUInt32LE(at + 12) >> 16;
    at += library.readUInt32LE(at + 4);
  }
  throw new Error('no LC_BUILD_VERSION');
}
