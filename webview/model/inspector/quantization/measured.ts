import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { formatDecibels, formatShare, rounded } from '../../../../src/protocol/quantity.ts';
import type { ComparedMetric } from '../../../../src/protocol/result/evaluation.ts';
import type { LayerError, OutputEffect, SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { formatMetric } from '../../../../src/protocol/result/summary.ts';

/** What was measured of a layer in one way. */
export interface MeasuredGroup {
  readonly title: Message;
  readonly facts: readonly MeasuredFact[];
}

export interface MeasuredFact {
  readonly name: string | Message;
  /** With its unit. */
  readonly value: string | Message;
}

/** What an analysis that is running will measure yet. */
export interface Awaited {
  readonly symptom: boolean;
  readonly cause: boolean;
}

/** Everything that was measured of a layer, and what is still to come. */
export function measuredGroups(layer: Partial<SensitiveLayer>, awaited: Awaited): readonly MeasuredGroup[] {
  const { symptom, weights, cause, causeOfWeights, causeOfActivations, allBut } = layer;
  const group = <Result>(
    title: Message,
    result: Result | undefined,
    facts: (result: Result) => readonly MeasuredFact[],
    isAwaited = false,
  ): readonly MeasuredGroup[] => {
    if (result !== undefined) return [{ title, facts: facts(result) }];
    return isAwaited ? [{ title, facts: [notYet] }] : [];
  };
  return [
    ...group(message('layerQuantization.symptom', {}), symptom, errorFacts, awaited.symptom),
    ...group(message('layerQuantization.cause', {}), cause, effectFacts, awaited.cause),
    ...group(message('layerQuantization.cause-of-weights', {}), causeOfWeights, effectFacts),
    ...group(message('layerQuantization.cause-of-activations', {}), causeOfActivations, effectFacts),
    ...group(message('layerQuantization.all-but', {}), allBut, effectFacts),
    ...group(message('layerQuantization.weight-error', {}), weights, errorFacts),
  ];
}

const sqnr = message('layerQuantization.sqnr', {});
const noDifference = message('layerQuantization.no-difference', {});
const notYet: MeasuredFact = { name: sqnr, value: message('layerQuantization.not-yet', {}) };

/** A signal-to-noise ratio with its unit, or in words where it has no number. */
export function sqnrText(value: number): string | Message {
  if (value === Number.POSITIVE_INFINITY) return noDifference;
  if (value === Number.NEGATIVE_INFINITY) return message('layerQuantization.not-finite', {});
  return Number.isNaN(value) ? '–' : formatDecibels(value);
}

/** How far values are from what they should be. */
export function errorFacts({ sqnr: ratio, cosine, relative }: LayerError): readonly MeasuredFact[] {
  const first = { name: sqnr, value: sqnrText(ratio) };
  if (!Number.isFinite(ratio)) return [first];
  return [
    first,
    { name: message('layerQuantization.cosine', {}), value: cosineText(cosine) },
    { name: message('layerQuantization.relative', {}), value: formatShare(relative) },
  ];
}

function effectFacts({ sqnr: worst, outputs, divergence, changed, metrics }: OutputEffect): readonly MeasuredFact[] {
  const name = outputs.length > 1 ? message('layerQuantization.sqnr-worst', {}) : sqnr;
  const share = (value: number): string | Message => (value === 0 ? noDifference : formatShare(value));
  const nats = (value: number): string | Message =>
    value === 0 ? noDifference : message('layerQuantization.nats', { value: smallText(value) });
  return [
    { name, value: sqnrText(worst) },
    ...(divergence === undefined
      ? []
      : [{ name: message('layerQuantization.divergence', {}), value: nats(divergence) }]),
    ...(changed === undefined ? [] : [{ name: message('layerQuantization.changed', {}), value: share(changed) }]),
    ...metrics.map((metric) => ({ name: metric.name, value: metricText(metric) })),
  ];
}

function metricText({ unit, before, after }: ComparedMetric): string | Message {
  const [from, to] = [formatMetric(before, unit), formatMetric(after, unit)];
  return before === after ? message('layerQuantization.unchanged', { value: from }) : `${from} → ${to}`;
}

/** Three digits cannot tell 0.9996 from 1, and it is not 1. */
function cosineText(cosine: number): string {
  const text = rounded(cosine);
  return text === '1' && cosine < 1 ? '> 0.999' : text;
}

/** What is too small to be read as a number is less than one that can be. */
export function smallText(value: number, least = 1e-4): string {
  return value > 0 && value < least ? `< ${least}` : rounded(value);
}
