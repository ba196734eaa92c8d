import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../../src/engine/runtime/machine.ts';
import type { Peer } from './peer.ts';
import type { Outcome } from './runTask.ts';
import type { AccuracyFigures, KernelFigures, LatencyFigures, PlainFigures, QuantizeFigures } from './task.ts';

/** Models are compared with each other where they were calibrated on as many samples. */
export const comparedSamples = 32;

/** Who made a quantized model, and how. */
export interface Variant {
  readonly tool: 'ours' | 'python';
  /** The observer, or the setting of the Python tool. */
  readonly setting: string;
  readonly samples: number;
}

export interface QuantizeRecord extends Variant {
  readonly outcome: Outcome<QuantizeFigures>;
  /** Bytes of the result. */
  readonly bytes?: number;
}

/** Everything measured about one model. Measuring a part again replaces that part. */
export interface ModelRecord {
  /** Of the float model. */
  readonly bytes: number;
  /** By number of samples. */
  readonly plain: Record<number, PlainFigures>;
  /** By name of the variant. */
  readonly quantize: Record<string, QuantizeRecord>;
  /** By number of threads and name of the variant. */
  readonly latency: Record<number, Readonly<Record<string, LatencyFigures>>>;
  /** By name of the variant, or why the runtime does not load it. */
  readonly kernels: Record<string, KernelFigures | { readonly failed: string }>;
  accuracy: Readonly<Record<string, AccuracyFigures>>;
}

export interface Records {
  date: string;
  machine: Machine;
  peer: Omit<Peer, 'command'> | null;
  readonly models: Record<string, ModelRecord>;
}

/** The name of a variant in tables and in files. */
export function variantName({ tool, setting, samples }: Variant): string {
  return `${tool} ${setting} ${samples}`;
}

export function readRecords(file: string): Records['models'] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Records).models : {};
}

export function writeRecords(file: string, records: Records): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(records, null, 1)}\n`);
}
