import { Command, InvalidArgumentError } from 'commander';
import { type ObserverName, observerNames } from '../../src/protocol/options/quantizeStatic.ts';
import { cases } from './cases.ts';

const stageNames = ['plain', 'ours', 'python', 'latency', 'kernels', 'accuracy'] as const;
export type Stage = (typeof stageNames)[number];

/** What is measured in this run; the table keeps what earlier runs measured of the rest. */
export interface BenchOptions {
  readonly models: readonly string[];
  readonly observers: readonly ObserverName[];
  readonly samples: readonly number[];
  readonly stages: readonly Stage[];
  /** Timed runs of each model for a latency. */
  readonly runs: number;
  /** Labelled samples for an accuracy. */
  readonly accuracySamples: number;
}

function listOf<Item extends string>(known: readonly Item[]) {
  return (text: string): readonly Item[] =>
    text.split(',').map((each) => {
      const found = known.find((item) => item === each);
      if (found === undefined) throw new InvalidArgumentError(`One of ${known.join(', ')}.`);
      return found;
    });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number above 0.');
  return value;
}

export function parseOptions(args: readonly string[]): BenchOptions {
  const names = cases.map(({ name }) => name);
  return new Command('bench/run.mjs quantize')
    .description('Measures quantization beside onnxruntime’s Python tool and writes bench/RESULTS.md.')
    .option('--models <names>', `some of ${names.join(', ')}`, listOf(names), names)
    .option('--observers <names>', `some of ${observerNames.join(', ')}`, listOf(observerNames), observerNames)
    .option('--samples <counts>', 'numbers of calibration samples', (text) => text.split(',').map(count), [8, 32, 128])
    .option('--stages <names>', `some of ${stageNames.join(', ')}`, listOf(stageNames), stageNames)
    .option('--runs <count>', 'timed runs of each model for its latency', count, 40)
    .option('--accuracy-samples <count>', 'rendered lines and pages for accuracy', count, 200)
    .parse([...args], { from: 'user' })
    .opts<BenchOptions>();
}
