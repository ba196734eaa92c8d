import { observerNames } from '../../src/protocol/options/quantizeStatic.ts';
import { latencyRatio } from './latencyRatio.ts';
import { comparedSamples, type ModelRecord, type Records, variantName } from './records.ts';
import type { KernelFigures, QuantizeFigures } from './task.ts';

/** What the product promises, and what was measured. */
export interface Demand {
  readonly what: string;
  readonly figure: string;
  readonly met: boolean;
}

const chosen = variantName({ tool: 'ours', setting: 'min-max', samples: comparedSamples });

/** The promises that the records can answer. */
export function demands({ models }: Records): readonly Demand[] {
  return Object.entries(models).flatMap(([name, record]) => [
    ...coverageDemands(name, record),
    ...latencyDemands(name, record),
    ...costDemands(name, record),
    ...observerDemands(name, record),
    ...accuracyDemands(name, record),
  ]);
}

/** All convolutions and additions on integers, and how much faster that is. */
const nets: Readonly<Record<string, { readonly convs: number; readonly adds: number; readonly faster: number }>> = {
  resnet50: { convs: 53, adds: 16, faster: 2.5 },
  mobilenetv2: { convs: 52, adds: 10, faster: 1.4 },
};

function coverageDemands(name: string, record: ModelRecord): Demand[] {
  const net = nets[name];
  const kernels = record.kernels[chosen];
  if (net === undefined || kernels === undefined || 'failed' in kernels) return [];
  const integer = (operator: string): number => kernels.operators[operator]?.integer ?? 0;
  return [
    {
      what: `${name}: ${net.convs} Conv and ${net.adds} Add on integers`,
      figure: `${integer('Conv')} and ${integer('Add')}`,
      met: integer('Conv') === net.convs && integer('Add') === net.adds,
    },
  ];
}

/** Settings of the Python tool that make the fastest models. */
const pythonBest = ['U8S8', 'U8U8'].map((setting) =>
  variantName({ tool: 'python', setting, samples: comparedSamples }),
);
const pythonDefault = variantName({ tool: 'python', setting: 'default', samples: comparedSamples });

function latencyDemands(name: string, { latency }: ModelRecord): Demand[] {
  return Object.entries(latency).flatMap(([threads, figures]) => {
    const ours = figures[chosen];
    if (ours === undefined) return [];
    const over = (variant: string): number[] => {
      const other = figures[variant];
      return other === undefined ? [] : [latencyRatio(ours, other)];
    };
    const where = `${name}, ${threads} thread${threads === '1' ? '' : 's'}`;
    const faster = nets[name]?.faster;
    const slowdowns = pythonBest.flatMap(over);
    const found: Demand[] = [];
    if (faster !== undefined) {
      found.push(...over('float').map((ratio) => atLeast(`${where}: times as fast as float`, 1 / ratio, faster)));
    }
    if (slowdowns.length > 0) {
      found.push(atMost(`${where}: latency over the Python tool’s best`, Math.max(...slowdowns), 1.05));
    }
    found.push(
      ...over(pythonDefault).map((ratio) => atMost(`${where}: latency over the Python tool’s default`, ratio, 1)),
    );
    return found;
  });
}

function costDemands(name: string, record: ModelRecord): Demand[] {
  const ours = figuresOf(record, 'ours', 'min-max', comparedSamples);
  const plain = record.plain[comparedSamples];
  if (name !== 'resnet50' || ours === undefined) return [];
  const found: Demand[] = [];
  if (plain !== undefined) {
    found.push(atMost(`${name}: seconds for min-max (2.5 × plain + 2)`, ours.seconds, 2.5 * plain.seconds + 2));
  }
  for (const setting of ['default', 'U8S8']) {
    const python = figuresOf(record, 'python', setting, comparedSamples);
    if (python === undefined) continue;
    found.push(atMost(`${name}: time over the Python tool’s, ${setting}`, ours.seconds / python.seconds, 1));
    found.push(atMost(`${name}: memory over the Python tool’s, ${setting}`, ours.peakBytes / python.peakBytes, 1));
  }
  return found;
}

/** Of every promise about observers the observer that keeps it least. */
function observerDemands(name: string, record: ModelRecord): Demand[] {
  const searching = observerNames.filter((observer) => observer !== 'min-max');
  const times: Measured[] = [];
  const extra: Measured[] = [];
  const growth: Measured[] = [];
  for (const observer of searching) {
    for (const samples of [32, 128]) {
      const own = figuresOf(record, 'ours', observer, samples);
      const range = figuresOf(record, 'ours', 'min-max', samples);
      if (own === undefined || range === undefined) continue;
      const of = `${observer}, ${samples} samples`;
      times.push({ of, value: own.seconds / range.seconds });
      extra.push({ of, value: (own.peakBytes - range.peakBytes) / 1e6 });
    }
    const few = figuresOf(record, 'ours', observer, 8);
    const many = figuresOf(record, 'ours', observer, 128);
    if (few !== undefined && many !== undefined) growth.push({ of: observer, value: many.peakBytes / few.peakBytes });
  }
  return [
    ...worst(`${name}: time of an observer over min-max`, times, 3),
    ...worst(`${name}: memory of an observer over min-max (MB)`, extra, 150),
    ...worst(`${name}: memory of an observer at 128 samples over 8`, growth, 1.1),
  ];
}

interface Measured {
  readonly of: string;
  readonly value: number;
}

function worst(what: string, measured: readonly Measured[], limit: number): Demand[] {
  const [most] = [...measured].sort((a, b) => b.value - a.value);
  if (most === undefined) return [];
  const demand = atMost(what, most.value, limit);
  return [{ ...demand, figure: `${demand.figure} (${most.of})` }];
}

/** Points that the metric of a model may lose, with the observer that loses least. */
const losses: Readonly<
  Record<string, { readonly metric: string; readonly points: number; readonly observers: readonly string[] }>
> = {
  digits: { metric: 'top-1', points: 0.3, observers: ['min-max'] },
  'pp-ocr-rec': { metric: 'characters', points: 1, observers: observerNames },
};

function accuracyDemands(name: string, { accuracy }: ModelRecord): Demand[] {
  const limit = losses[name];
  const float = limit && accuracy['float']?.[limit.metric];
  if (limit === undefined || float === undefined) return [];
  const values = limit.observers.flatMap((setting) => {
    const variant = variantName({ tool: 'ours', setting, samples: comparedSamples });
    const value = accuracy[variant]?.[limit.metric];
    return value === undefined ? [] : [value];
  });
  if (values.length === 0) return [];
  const lost = 100 * (float - Math.max(...values));
  return [atMost(`${name}: points of ${limit.metric} lost`, lost, limit.points)];
}

export function figuresOf(
  record: ModelRecord,
  tool: 'ours' | 'python',
  setting: string,
  samples: number,
): QuantizeFigures | undefined {
  const outcome = record.quantize[variantName({ tool, setting, samples })]?.outcome;
  return outcome?.kind === 'done' ? outcome.figures : undefined;
}

export function loaded(kernels: ModelRecord['kernels'][string] | undefined): KernelFigures | undefined {
  return kernels === undefined || 'failed' in kernels ? undefined : kernels;
}

function atMost(what: string, value: number, limit: number): Demand {
  return { what: `${what}, at most ${round(limit)}`, figure: round(value), met: value <= limit };
}

function atLeast(what: string, value: number, limit: number): Demand {
  return { what: `${what}, at least ${round(limit)}`, figure: round(value), met: value >= limit };
}

const round = (value: number): string => value.toFixed(2);
