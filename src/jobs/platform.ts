import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { message } from '../protocol/messages/catalogue.ts';
import type { Message } from '../protocol/messages/message.ts';

/** What decides whether onnxruntime can run in a program: where the program runs and what it was built for. */
export interface Platform {
  /** As in `process.platform`. */
  readonly system: string;
  /** As in `process.arch`. */
  readonly architecture: string;
  /** Version of the kernel, as from `os.release()`. */
  readonly release: string;
  /** Whether the program was built for the C library musl. */
  readonly musl: boolean;
}

/** What onnxruntime-node brings binaries for. */
const architectures: Readonly<Record<string, readonly string[]>> = {
  linux: ['x64', 'arm64'],
  win32: ['x64', 'arm64'],
  darwin: ['arm64'],
};

const systemNames: Readonly<Record<string, string>> = {
  linux: 'Linux',
  win32: 'Windows',
  darwin: 'macOS',
  freebsd: 'FreeBSD',
};

/** The oldest glibc that has every symbol the binaries for Linux ask for. */
export const neededGlibc = '2.28';
/** The oldest macOS that the binaries for it declare. */
export const neededMacos = 14;
/** The kernel of macOS 11 is Darwin 20, and so on up to macOS 15. */
const darwinAhead = 9;
/** The program loader is named within this many bytes of the start of an executable. */
const headerBytes = 4096;

/** The platform of the program that runs this. */
export function ownPlatform(): Platform {
  return { ...ownFacts, musl: usesMusl(process.platform, process.execPath) };
}

const ownFacts = { system: process.platform, architecture: process.arch, release: os.release() };

/**
 * Whether an executable was built for musl: on Linux its header names the C library's loader. Node's own report would
 * tell too, but to ask for it has brought Electron down.
 */
export function usesMusl(system: string, executable: string): boolean {
  return system === 'linux' && headerOf(executable).includes('/ld-musl-');
}

function headerOf(executable: string): string {
  const header = new Uint8Array(headerBytes);
  let file: number;
  try {
    file = openSync(executable, 'r');
  } catch {
    // Replaced by an update while it runs, or not to be read: the start of the process will tell.
    return '';
  }
  try {
    readSync(file, header);
  } finally {
    closeSync(file);
  }
  return new TextDecoder('latin1').decode(header);
}

/** Why no job can run on a platform; nothing where one can. @param worker the program of the background process */
export function whyNoJobs(platform: Platform, worker: string): Message | undefined {
  return whyNoRuntime(platform) ?? (hasRuntime(platform, worker) ? undefined : runtimeMissing(platform));
}

function whyNoRuntime({ system, architecture, release, musl }: Platform): Message | undefined {
  const name = platformName(system, architecture);
  if (architectures[system]?.includes(architecture) !== true) {
    return system === 'darwin'
      ? message('platform.intel-mac', { platform: name })
      : message('platform.no-runtime', { platform: name });
  }
  if (musl) return message('platform.musl', { needed: neededGlibc });
  const macos = Number.parseInt(release, 10) - darwinAhead;
  if (system === 'darwin' && macos < neededMacos) {
    return message('platform.macos-old', { needed: neededMacos, found: macos });
  }
  return undefined;
}

function runtimeMissing({ system, architecture }: Platform): Message {
  return message('platform.runtime-missing', {
    platform: platformName(system, architecture),
    target: `${system}-${architecture}`,
  });
}

function platformName(system: string, architecture: string): Message {
  return message('platform.name', { system: systemNames[system] ?? system, architecture });
}

/** Whether the binaries for a platform lie where the background process will look for them. */
function hasRuntime({ system, architecture }: Platform, worker: string): boolean {
  let manifest: string;
  try {
    manifest = createRequire(worker).resolve('onnxruntime-node/package.json');
  } catch {
    return false;
  }
  const binaries = path.join(path.dirname(manifest), 'bin');
  return (
    existsSync(binaries) &&
    readdirSync(binaries).some((version) =>
      existsSync(path.join(binaries, version, system, architecture, 'onnxruntime_binding.node')),
    )
  );
}
