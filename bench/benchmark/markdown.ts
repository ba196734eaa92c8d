import type { Machine } from '../../src/engine/runtime/machine.ts';
import { formatShare, rounded } from '../../src/protocol/quantity.ts';
import type { LatencyRatio } from '../../src/protocol/result/benchmark.ts';
import { median } from '../statistics.ts';
import type { KnownModel } from './models.ts';

/** One benchmark of all models, and what the peer found right after it. */
export interface Run {
  /** Against the original, in the order of the models. */
  readonly ratios: readonly LatencyRatio[];
  readonly peer: readonly number[] | undefined;
  /** Share of the processors that others used. */
  readonly otherUse: number | undefined;
  readonly seconds: number;
}

export interface Condition {
  readonly name: string;
  readonly models: readonly KnownModel[];
  readonly runs: readonly Run[];
}

export function markdown(
  conditions: readonly Condition[],
  options: { readonly seconds: number; readonly launches: number },
  { processor, nodeVersion, runtimeVersion }: Machine,
): string {
  const today = new Date().toISOString().slice(0, 10);
  return `
## Benchmark

Measured on ${today} on ${processor}, Node ${nodeVersion}, onnxruntime ${runtimeVersion}, one thread. Models of equal blocks, so that their true ratios are known, are
measured beside each other again and again, each benchmark with ${options.seconds} s and at least ${options.launches} launches. *Holds* is in how many of the benchmarks the 95 % interval of the ratio
contains the truth, *width* that of the interval. *Peer* is onnxruntime in Python, which times one model after the other and has no interval. *Error* is the distance of the
ratio from the truth: the median over the benchmarks, and the largest. Run \`node bench/run.mjs benchmark\` to measure again.

${conditions.map((condition) => table(condition)).join('\n\n')}
`;
}

function table({ name, models, runs }: Condition): string {
  const uses = runs.flatMap(({ otherUse }) => otherUse ?? []);
  const others = uses.length === 0 ? '' : ` (others used ${formatShare(median(uses))} of the processors)`;
  const head = [
    `| ${name}${others} | Truth | Benchmarks | Holds | Called slower | Ratio | Width | Error | Largest | Peer's error | Largest | Peer's error × ours |`,
    `|${' --- |'.repeat(12)}`,
  ];
  return [...head, ...models.map((model, place) => row(model, place, runs))].join('\n');
}

function row({ name, truth }: KnownModel, place: number, runs: readonly Run[]): string {
  const ratios = runs.flatMap(({ ratios: all }) => all[place] ?? []);
  const errors = ratios.map((ratio) => Math.abs(ratio.median / truth - 1));
  const peerErrors = runs.flatMap(({ peer }) => (peer === undefined ? [] : [Math.abs(peer[place]! / truth - 1)]));
  const cells = [
    ...[name, truth, ratios.length],
    ratios.filter(({ low, high }) => low <= truth && truth <= high).length,
    ratios.filter(({ verdict }) => verdict === 'slower').length,
    median(ratios.map((ratio) => ratio.median)).toFixed(3),
    formatShare(median(ratios.map(({ low, high, median: middle }) => (high - low) / middle))),
    ...[formatShare(median(errors)), formatShare(Math.max(...errors))],
    ...(peerErrors.length === 0
      ? ['', '', '']
      : [
          ...[formatShare(median(peerErrors)), formatShare(Math.max(...peerErrors))],
          rounded(median(peerErrors) / median(errors)),
        ]),
  ];
  return `| ${cells.join(' | ')} |`;
}
