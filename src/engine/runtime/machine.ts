import { readFileSync } from 'node:fs';
import os from 'node:os';
import ort from 'onnxruntime-node';

/** What quantization and timing depend on in this machine. */
export interface Machine {
  readonly architecture: 'x64' | 'arm64' | 'other';
  readonly platform: NodeJS.Platform;
  readonly processor: string;
  /** Cores that this process may use, without the second threads of a core. */
  readonly physicalCores: number;
  /** Threads that run at the same time. */
  readonly logicalCores: number;
  /** Vector instructions of 256 bits; undefined where the system does not tell. */
  readonly avx2: boolean | undefined;
  readonly avx512: boolean | undefined;
  /** Instructions that multiply 8-bit numbers and add in 32 bits (AVX-512 VNNI, AVX-VNNI): without them U8S8 products saturate. */
  readonly vnni: boolean | undefined;
  /** Dot products of 8-bit numbers on ARM. */
  readonly dotProduct: boolean | undefined;
  /** Bytes. */
  readonly memory: number;
  readonly runtimeVersion: string;
  readonly nodeVersion: string;
}

/** More threads than this gain nothing for one sample at a time. */
const threadLimit = 16;

let known: Machine | undefined;

/** Facts about this machine, read once. */
export function machine(): Machine {
  known ??= describe(process.platform === 'linux' ? processorFile() : '');
  return known;
}

/** Threads that a session gets unless it is told: the physical cores, up to a sensible limit. */
export function physicalCores(): number {
  return Math.min(machine().physicalCores, threadLimit);
}

/** The facts that can be read from the text of `/proc/cpuinfo`; without it from what Node and the platform tell. */
export function describe(cpuinfo: string): Machine {
  const architecture = process.arch === 'x64' || process.arch === 'arm64' ? process.arch : 'other';
  const flags = flagsOf(cpuinfo);
  const listed = flags.size > 0;
  const x64 = (...names: readonly string[]): boolean | undefined =>
    architecture !== 'x64' ? false : listed ? names.some((name) => flags.has(name)) : undefined;
  const logicalCores = os.availableParallelism();
  return {
    architecture,
    platform: process.platform,
    processor: field(cpuinfo, 'model name') ?? os.cpus()[0]?.model.trim() ?? process.arch,
    physicalCores: Math.max(1, Math.min(logicalCores, coresOf(cpuinfo) ?? guessedCores(architecture, logicalCores))),
    logicalCores,
    avx2: x64('avx2'),
    avx512: x64('avx512f'),
    vnni: x64('avx512_vnni', 'avx_vnni'),
    dotProduct: architecture !== 'arm64' ? false : listed ? flags.has('asimddp') : appleSilicon(),
    memory: os.totalmem(),
    runtimeVersion: ort.env.versions.node ?? ort.env.versions.common,
    nodeVersion: process.versions.node,
  };
}

function processorFile(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

function field(cpuinfo: string, name: string): string | undefined {
  return new RegExp(`^${name}\\s*:\\s*(.*)$`, 'm').exec(cpuinfo)?.[1]?.trim();
}

/** `flags` on x64, `Features` on ARM. */
function flagsOf(cpuinfo: string): ReadonlySet<string> {
  const flags = field(cpuinfo, 'flags') ?? field(cpuinfo, 'Features');
  return new Set(flags?.split(/\s+/));
}

/** Different pairs of socket and core; undefined where the file does not number them. */
function coresOf(cpuinfo: string): number | undefined {
  const cores = new Set<string>();
  for (const block of cpuinfo.split('\n\n')) {
    const core = field(block, 'core id');
    if (core !== undefined) cores.add(`${field(block, 'physical id') ?? '0'} ${core}`);
  }
  return cores.size > 0 ? cores.size : undefined;
}

/** x64 processors mostly run two threads per core, ARM ones one. */
function guessedCores(architecture: Machine['architecture'], logicalCores: number): number {
  return architecture === 'x64' && logicalCores > 2 ? Math.ceil(logicalCores / 2) : logicalCores;
}

/** Every ARM processor of Apple's has dot products; elsewhere nothing is known without a system file. */
function appleSilicon(): true | undefined {
  return process.platform === 'darwin' ? true : undefined;
}
