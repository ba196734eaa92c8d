import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { formatDecibels, rounded } from '../../../../src/protocol/quantity.ts';
import type { Sensitivity } from '../../../../src/protocol/result/sensitivity.ts';
import type { Signal } from './signals.ts';

/** How a ranking came about and how far it can be relied on, part by part. */
export function measuredTexts(result: Sensitivity, signal: Signal): readonly Message[] {
  return [
    ...(result.complete ? [] : [message('findings.incomplete', {})]),
    samplesText(result),
    ...wholeText(result),
    ...stabilityText(result, signal),
  ];
}

function samplesText({ samples: { count, source, synthetic, heldOut } }: Sensitivity): Message {
  if (synthetic) return message('page.samples-synthetic', { count });
  return message(heldOut ? 'page.samples-held-out' : 'page.samples', { count, source: source });
}

/** What was observed has lost the fusions that the runtime does when nobody looks: the error may be another without. */
function wholeText({ whole }: Sensitivity): readonly Message[] {
  if (whole === undefined) return [];
  const observed = whole.observed.reduce((worst, { sqnr }) => (sqnr < worst ? sqnr : worst), Infinity);
  const fused = formatDecibels(whole.fused.sqnr);
  return whole.observed.length === 0
    ? [message('findings.whole-fused', { fused })]
    : [message('findings.whole', { observed: formatDecibels(observed), fused })];
}

/** Boundaries of Spearman's correlation of both halves, from which on a ranking is called so. */
const steady = 0.9;
const mostlySteady = 0.6;

function stabilityText({ stability }: Sensitivity, signal: Signal): readonly Message[] {
  const known = signal === 'symptom' ? stability.symptom : signal === 'cause' ? stability.cause : undefined;
  if (known === undefined) return [];
  const { halves } = known;
  if (Number.isNaN(halves)) return [message('findings.stability-unknown', {})];
  const correlation = rounded(halves);
  if (halves >= steady) return [message('findings.stability-high', { correlation })];
  return [message(halves >= mostlySteady ? 'findings.stability-middle' : 'findings.stability-low', { correlation })];
}
