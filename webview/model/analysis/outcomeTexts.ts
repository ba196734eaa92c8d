import { message } from '../../../src/protocol/messages/catalogue.ts';
import { formatDecibels, formatMilliseconds } from '../../../src/protocol/quantity.ts';
import type { MixedFront } from '../../../src/protocol/result/mixed.ts';
import { worstCurvesFirst } from '../../../src/protocol/result/curveTables.ts';
import type { PruneCurves } from '../../../src/protocol/result/pruneCurves.ts';
import type { SensitiveLayer, Sensitivity } from '../../../src/protocol/result/sensitivity.ts';
import type { PageJob, ProfileFindings } from '../../../src/protocol/webview/modelContract.ts';
import type { OpenedModel } from '../opened.ts';
import { bestSignal, decibelsOf, type Signal } from './sensitivityFigures.ts';

type Known = Pick<OpenedModel, 'say' | 'findings'>;

/** What came of an analysis, in a sentence or two. */
export function endedText({ layers, complete, plan, samples }: Sensitivity, { say, findings }: Known): string {
  const signal = bestSignal(findings);
  const measured = signal === undefined ? [] : layers.filter((layer) => isKnown(layer, signal));
  const worst = signal === undefined ? undefined : mostSensitive(measured, signal);
  const count = measured.length;
  const name = worst === undefined ? '' : worst.layer.name || worst.layer.node;
  const text =
    worst === undefined
      ? message('analysis.ended', { count })
      : message('analysis.ended-worst', { count, name, decibels: formatDecibels(worst.decibels) });
  if (!complete) return say(message('analysis.ended-early', { known: count, count: plan.layers }));
  return say(samples.synthetic ? message('analysis.ended-synthetic', { text }) : text);
}

/** What came of a search. */
export function searchEndedText({ points, chosen }: MixedFront, { say }: Known): string {
  const count = points.length;
  return say(message(chosen === undefined ? 'analysis.search-none' : 'analysis.search-ended', { count }));
}

/** What came of measuring where the time goes. */
export function profiledText({ profile, hints }: ProfileFindings, { say }: Known): string {
  const latency = formatMilliseconds(profile.latency.median);
  const text = message('performance.ended', { nodes: profile.nodes.length, latency });
  const whole = profile.samples.synthetic ? message('performance.ended-synthetic', { text }) : text;
  return say(hints.length === 0 ? whole : message('performance.ended-hints', { text: whole, count: hints.length }));
}

/** What came of taking shares of layers away. */
export function curvesText({ curves, complete }: PruneCurves, { say }: Known): string {
  const [worst] = worstCurvesFirst(curves);
  const count = curves.length;
  if (!complete || worst === undefined) return say(message('reduction.curves-ended-early', { count }));
  const [name = ''] = worst.layers.map((layer) => layer.name || layer.node);
  return say(message('reduction.curves-ended', { count, name }));
}

/** What is there of a job that was given up. */
export function cancelledText(job: PageJob, { say, findings }: Known): string {
  if (job === 'profile') return say(message('performance.cancelled', {}));
  if (job === 'curves') return say(message('reduction.curves-cancelled', { count: findings.curves.length }));
  if (job === 'trade-off') {
    const count = findings.front?.points.length ?? 0;
    return say(message(count === 0 ? 'analysis.cancelled-nothing' : 'analysis.search-cancelled', { count }));
  }
  const signal = bestSignal(findings);
  if (signal === undefined) return say(message('analysis.cancelled-nothing', {}));
  const known = findings.all.filter((layer) => isKnown(layer, signal)).length;
  const count = Math.max(known, findings.plan?.layers ?? known);
  return say(message('analysis.cancelled-known', { known, count }));
}

function isKnown(layer: SensitiveLayer, signal: Signal): boolean {
  return decibelsOf(layer, signal) !== undefined;
}

function mostSensitive(layers: readonly SensitiveLayer[], signal: Signal) {
  let worst: { readonly layer: SensitiveLayer; readonly decibels: number } | undefined;
  for (const layer of layers) {
    const decibels = decibelsOf(layer, signal) ?? Infinity;
    if (decibels < (worst?.decibels ?? Infinity)) worst = { layer, decibels };
  }
  return worst;
}
