import path from 'node:path';
import { type ArgumentsOf, format, message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatBytes, formatDecibels, formatSeconds, formatShare, rounded } from '../../protocol/quantity.ts';
import type { Finding } from '../../protocol/result/jobResult.ts';
import type { SensitiveLayer, Sensitivity, SensitivityPlan } from '../../protocol/result/sensitivity.ts';
import { formatMetric } from '../../protocol/result/summary.ts';
import { worstFirst } from '../../protocol/result/worstFirst.ts';
import { layersTable } from './layersTable.ts';
import { nextStep } from './sensitivityNextStep.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** Layers that are shown unless more were asked for: all are in the files. */
const usuallyShown = 15;

/** What measuring will cost, in a line. Nothing where it costs nothing, because the result was kept. */
export function planLine(plan: SensitivityPlan): Message | undefined {
  const { layers, samples, calibration, symptom, cause, seconds, memory } = plan;
  if (seconds === 0) return undefined;
  const runs = calibration.runs + (symptom?.runs ?? 0) + (cause?.runs ?? 0);
  return message(plan.synthetic ? 'cli.sensitivity-plan-line-synthetic' : 'cli.sensitivity-plan-line', {
    ...{ layers, samples, runs: Math.round(runs), time: formatSeconds(seconds), memory: formatBytes(memory) },
  });
}

/** What measuring would cost, step by step. */
export function renderPlan(plan: SensitivityPlan, style: Style): string {
  const { calibration, symptom, cause, seconds } = plan;
  const row = (code: MessageCode, runs: number, time: number): readonly string[] => [
    format({ code, args: {} }),
    String(Math.round(runs)),
    formatSeconds(time),
  ];
  const rows = [
    row('cli.sensitivity-plan-calibration', calibration.runs, calibration.seconds),
    ...(symptom === undefined ? [] : [row('cli.sensitivity-plan-symptom', symptom.runs, symptom.seconds)]),
    ...(cause === undefined ? [] : [row('cli.sensitivity-plan-cause', cause.runs, cause.seconds)]),
    [text('cli.sensitivity-plan-all', {}), '', formatSeconds(seconds)],
  ];
  const columns = [
    { heading: '' },
    { heading: text('cli.sensitivity-plan-runs', {}), align: 'right' },
    { heading: text('cli.sensitivity-plan-time', {}), align: 'right' },
  ] as const;
  const line = planLine(plan);
  const saved =
    cause === undefined
      ? []
      : [style.faint(text('cli.sensitivity-plan-naive', { layers: cause.layers, runs: cause.naiveRuns }))];
  return [...(line === undefined ? [] : [style.strong(format(line)), '']), table(columns, rows, style), ...saved].join(
    '\n',
  );
}

/** The layers that hurt most, how sure that is, what becomes of the whole model, and what to do about it. */
export function renderSensitivity(result: Sensitivity, style: Style, width: number): string {
  const { layers, notes, warnings, options } = result;
  return [
    style.strong(heading(result)),
    '',
    ...rankedTable(layers, Math.max(usuallyShown, options.top ?? 0), style, width),
    '',
    ...stabilityLines(result),
    ...wholeLines(result),
    ...notes.map((note) => style.faint(text('report.note', { text: format(note) }))),
    ...warnings.map((warning) => style.bad(text('report.warning', { text: format(warning) }))),
    ...nextStep(result, style),
  ].join('\n');
}

/** What was found until it was cancelled. */
export function renderInterrupted(findings: readonly Finding[], style: Style, width: number): string | undefined {
  const found = new Map<string, SensitiveLayer>();
  for (const finding of findings) {
    if (finding.kind === 'sensitive-layers') for (const layer of finding.layers) found.set(layer.node, layer);
  }
  const measured = [...found.values()].filter(({ symptom, cause }) => symptom !== undefined || cause !== undefined);
  if (measured.length === 0) return undefined;
  return [
    style.strong(text('cli.sensitivity-until-cancelled', {})),
    '',
    ...rankedTable(measured, usuallyShown, style, width),
  ].join('\n');
}

function heading({ model, pass, samples }: Sensitivity): string {
  const { source, synthetic, count } = samples;
  const used = message(synthetic ? 'cli.samples-synthetic' : 'cli.samples', { count, source });
  const method = pass.pass === 'quantize-dynamic' ? 'cli.sensitivity-by-dynamic' : 'cli.sensitivity-by-static';
  return text('cli.sensitivity-heading', { model: path.basename(model), method: message(method, {}), samples: used });
}

function rankedTable(layers: readonly SensitiveLayer[], most: number, style: Style, width: number): readonly string[] {
  const ranked = worstFirst(layers);
  const rest = ranked.length - most;
  return [
    layersTable(ranked.slice(0, most), style, width),
    style.faint(text('cli.sensitivity-legend', {})),
    ...(rest > 0 ? [style.faint(text('cli.sensitivity-more-layers', { count: rest }))] : []),
  ];
}

function stabilityLines({ stability }: Sensitivity): readonly string[] {
  return (['cause', 'symptom'] as const).flatMap((signal) => {
    const found = stability[signal];
    if (found === undefined || Number.isNaN(found.halves)) return [];
    const code = signal === 'cause' ? 'cli.sensitivity-stability-cause' : 'cli.sensitivity-stability-symptom';
    return [text(code, { correlation: found.halves.toFixed(2), width: rounded(found.rankWidth) })];
  });
}

function wholeLines({ whole }: Sensitivity): readonly string[] {
  if (whole === undefined) return [];
  const { observed, fused } = whole;
  const worst = Math.min(...observed.map(({ sqnr }) => sqnr));
  const changed =
    fused.changed === undefined ? [] : [text('cli.sensitivity-answers-changed', { share: formatShare(fused.changed) })];
  const metrics = fused.metrics.map(({ name, unit, before, after }) =>
    text('verdict.metric', { name, before: formatMetric(before, unit), after: formatMetric(after, unit) }),
  );
  const error =
    observed.length === 0
      ? text('cli.sensitivity-whole-fused', { fused: formatDecibels(fused.sqnr) })
      : text('cli.sensitivity-whole', { fused: formatDecibels(fused.sqnr), observed: formatDecibels(worst) });
  return [[error, ...changed, ...metrics].join(' · ')];
}

function text<Code extends MessageCode>(code: Code, args: ArgumentsOf<Code>): string {
  return format(message(code, args));
}
