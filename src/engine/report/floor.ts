import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { VerifyOptions } from '../../protocol/options/verify.ts';
import { formatDecibels, formatShare } from '../../protocol/quantity.ts';
import type { Comparison } from '../../protocol/result/evaluation.ts';
import type { Floor } from '../../protocol/result/report.ts';

type Floors = Pick<VerifyOptions, 'floorAgreement' | 'floorSqnr'>;

/**
 * Whether a result is good enough: for classifiers on real data by the share of equal answers, else by the SQNR of the
 * output that is worst. Undefined where nothing could be compared.
 */
export function judge(comparison: Comparison, { floorAgreement, floorSqnr }: Floors): Floor | undefined {
  const { agreement, outputs } = comparison;
  if (agreement !== undefined && !Number.isNaN(agreement)) {
    return { measure: 'agreement', required: floorAgreement, reached: agreement, passed: agreement >= floorAgreement };
  }
  if (outputs.length === 0) return undefined;
  const worst = Math.min(...outputs.map(({ sqnr }) => sqnr));
  return { measure: 'sqnr', required: floorSqnr, reached: worst, passed: worst >= floorSqnr };
}

/** What a person is told about a result below the floor. @param quantized whether nodes of it were quantized */
export function floorWarning({ measure, required, reached }: Floor, quantized = true): Message {
  const area = quantized ? 'verify' : 'pruning';
  return measure === 'agreement'
    ? message(`${area}.below-agreement`, { reached: formatShare(reached), required: formatShare(required) })
    : message(`${area}.below-sqnr`, { reached: formatDecibels(reached), required: formatDecibels(required) });
}
