import { formatBytes, formatMilliseconds } from '../../src/protocol/quantity.ts';
import { type CaseFigures, stageNames, sumOf } from './measure.ts';
import type { FrameTimes } from './panning.ts';

/** What was promised of a figure, and what it is. */
interface Promised {
  readonly what: string;
  readonly limit: number;
  readonly measured: number | undefined;
  readonly format: (value: number) => string;
}

export function report(all: readonly CaseFigures[]): string {
  return ['### Promises', '', promises(all), '', reading(all), '', stages(all), '', whole(all)].join('\n');
}

function promises(all: readonly CaseFigures[]): string {
  const rows = promised(all).map(({ what, limit, measured, format }) => {
    const met = measured === undefined ? '' : measured <= limit ? 'yes' : '**no**';
    return [`${what}, at most ${format(limit)}`, measured === undefined ? 'not measured' : format(measured), met];
  });
  return table(['Promise', 'Measured', 'Met'], rows);
}

function promised(all: readonly CaseFigures[]): readonly Promised[] {
  const of = (name: string): CaseFigures | undefined => all.find(({ model }) => model.name === name);
  const time = (what: string, limit: number, measured: number | undefined): Promised => ({
    ...{ what, limit, measured, format: formatMilliseconds },
  });
  const bytes = (what: string, limit: number, measured: number | undefined): Promised => ({
    ...{ what, limit, measured, format: formatBytes },
  });
  const painted = (name: string, limit: number): readonly Promised[] => {
    const figures = of(name);
    const whole = `${name}: painted after the structure arrived`;
    return [
      time(whole, limit, figures?.page?.painted),
      time(`${whole}, everything open and in one thread`, limit, figures && sumOf(figures.stages.stages)),
    ];
  };
  return [
    ...['transformer-10000', 'residual-10000'].flatMap((name) => {
      const figures = of(name);
      return [
        ...painted(name, 1000),
        time(`${name}: layout, everything open`, 300, figures?.stages.stages.layout),
        time(`${name}: median frame while panning`, 16, figures?.page?.near.median),
        time(`${name}: median frame while panning, as much in the window as fits`, 16, figures?.page?.far.median),
        time(`${name}: the same, everything open`, 16, figures?.stages.far.median),
      ];
    }),
    ...['transformer-50000', 'residual-50000'].flatMap((name) => painted(name, 3000)),
    bytes('1 GB: read from the file', 50e6, of('gigabyte')?.read.bytesRead),
    bytes('1 GB: memory of the process that reads', 300e6, of('gigabyte')?.read.peakMemory),
  ];
}

function reading(all: readonly CaseFigures[]): string {
  const rows = all.map(({ model, read }) => [
    model.what,
    String(read.nodes),
    formatMilliseconds(read.milliseconds),
    formatBytes(read.bytesRead),
    formatBytes(read.structureBytes),
    formatBytes(read.peakMemory),
  ]);
  return table(['Reading', 'Nodes', 'Time', 'Read', 'Structure', 'Memory of the process'], rows);
}

function stages(all: readonly CaseFigures[]): string {
  const rows = all.map(({ model, stages: { stages, near, far } }) => [
    model.name,
    ...[...stageNames.map((name) => stages[name]), sumOf(stages)].map((time) => time.toFixed(0)),
    frames(near),
    frames(far),
  ]);
  const names = ['Columns', 'Prepare', 'View', 'Sizes', 'Layout', 'Scene', 'Paint', 'Sum', 'Frame', 'Frame, all seen'];
  return table(['Stages (ms)', ...names], rows);
}

function whole(all: readonly CaseFigures[]): string {
  const rows = all.map(({ model, read, page, netron }) => {
    const total = page && read.milliseconds + page.painted;
    const peer = netron?.kind === 'painted' ? netron.painted : undefined;
    return [
      model.name,
      formatMilliseconds(read.milliseconds),
      page ? formatMilliseconds(page.painted) : '',
      total === undefined ? '' : formatMilliseconds(total),
      page ? frames(page.near) : '',
      page ? frames(page.far) : '',
      netron?.kind === 'failed' ? netron.reason : peer === undefined ? '' : formatMilliseconds(peer),
      netron?.kind === 'painted' ? frames(netron.near) : '',
      total === undefined || peer === undefined ? '' : (peer / total).toFixed(1),
    ];
  });
  const names = ['Read', 'Painted', 'Whole', 'Frame (ms)', 'Frame, all seen', 'Netron', 'Its frame (ms)', '× as fast'];
  return table(['The page', ...names], rows);
}

/** Median and 95th percentile. */
function frames({ median, p95 }: FrameTimes): string {
  return `${median.toFixed(1)} (${p95.toFixed(1)})`;
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}
