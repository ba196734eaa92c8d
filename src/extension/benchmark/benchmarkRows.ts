import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatSeconds } from '../../protocol/quantity.ts';
import type { PickRow } from '../quantize/mainPick.ts';
import { dataName } from '../quantize/rows.ts';
import { sayMessage } from '../texts.ts';
import type { BenchmarkChoices, BenchmarkKnown } from './choices.ts';

/** What a person may change about benchmarking models. */
export type BenchmarkChoice = 'original' | 'variants' | 'data' | 'providers' | 'seconds' | 'throughput' | 'output';

const icons: Readonly<Record<BenchmarkChoice, string>> = {
  original: '$(symbol-structure)',
  variants: '$(versions)',
  data: '$(database)',
  providers: '$(chip)',
  seconds: '$(watch)',
  throughput: '$(layers)',
  output: '$(graph)',
};

const originalReasons = {
  only: 'history.bench-original-only',
  reported: 'history.bench-original-reported',
  largest: 'history.bench-original-largest',
  chosen: 'history.bench-original-chosen',
} as const satisfies Record<BenchmarkKnown['reason'], string>;

/** Every choice with its reason, in the order of their weight. */
export function benchmarkRows(choices: BenchmarkChoices, known: BenchmarkKnown): readonly PickRow<BenchmarkChoice>[] {
  const { original, variants, providers, seconds, batchSizes, output } = choices;
  return [
    row(
      'original',
      message('history.bench-original', {}),
      plain(path.basename(original)),
      message(originalReasons[known.reason], {}),
    ),
    row('variants', message('history.bench-variants', {}), variantNames(variants), variantsReason(known)),
    row('data', message('quantize.data', {}), dataName(choices.data, known.data, original), dataReason(choices, known)),
    row(
      'providers',
      message('history.bench-providers', {}),
      plain(providers.join(', ')),
      message('history.bench-providers-explained', {}),
    ),
    row(
      'seconds',
      message('history.bench-seconds', {}),
      message('history.bench-seconds-value', { time: formatSeconds(seconds) }),
      message('history.bench-seconds-explained', {}),
    ),
    row(
      'throughput',
      message('history.bench-throughput', {}),
      batchSizes.length === 0
        ? message('history.bench-throughput-none', {})
        : message('history.bench-throughput-batches', { batches: batchSizes.join(', ') }),
      message('history.bench-throughput-explained', {}),
    ),
    row('output', message('history.bench-output', {}), outputName(choices), outputReason(output.replace, choices)),
  ];
}

function variantNames(variants: readonly string[]): Message {
  return variants.length === 0
    ? message('history.bench-variants-none', {})
    : plain(variants.map((variant) => path.basename(variant)).join(', '));
}

function variantsReason({ selected, reason }: BenchmarkKnown): Message {
  const found = !selected && reason === 'reported';
  return message(found ? 'history.bench-variants-reported' : 'history.bench-variants-explained', {});
}

function dataReason({ data }: BenchmarkChoices, known: BenchmarkKnown): Message {
  if (data.kind === 'synthetic') return message('history.bench-data-synthetic-explained', {});
  const fitting = known.data.find(({ options }) => options.kind === data.kind && options.path === data.path);
  return fitting?.reason ?? message('quantize.as-last-time', {});
}

function outputName({ output, original }: BenchmarkChoices): Message {
  const beside = path.dirname(output.path) === path.dirname(original);
  return plain(beside ? path.basename(output.path) : output.path);
}

function outputReason(replace: boolean, { output, original }: BenchmarkChoices): Message {
  if (replace) return message('quantize.output-replaces', {});
  const beside = path.dirname(output.path) === path.dirname(original);
  return message(beside ? 'quantize.output-beside' : 'quantize.output-elsewhere', {});
}

function row(choice: BenchmarkChoice, label: Message, value: Message, reason: Message): PickRow<BenchmarkChoice> {
  return {
    ...{ choice, icon: icons[choice] },
    ...{ label: sayMessage(label), value: sayMessage(value), reason: sayMessage(reason) },
  };
}

function plain(name: string): Message {
  return message('history.name', { name });
}
