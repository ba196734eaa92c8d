import type { Latency } from '../../src/protocol/result/latency.ts';
import type { MixedFront } from '../../src/protocol/result/mixed.ts';

/** A search that a child process makes. */
export interface Task {
  readonly model: 'digits, range' | 'digits, pair' | 'pp-ocr-rec';
  readonly floor: string;
  readonly calibration: number;
  readonly evaluation: number;
  readonly steps: number;
  readonly folder: string;
}

export interface Figures {
  readonly front: MixedFront;
  /** Of the whole search, calibration included. */
  readonly seconds: number;
  /** Of the model that was taken, made again by plain static quantization: what it reaches, its bytes, its latency. */
  readonly again: { readonly value: number; readonly bytes: number; readonly latency: Latency };
}
