import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatDecibels, formatShare } from '../quantity.ts';
import type { Floor } from '../result/report.ts';

/** What was reached, beside the least that is accepted. */
export function floorFigure({ measure, reached, required }: Floor, synthetic: boolean): Message {
  const figure =
    measure === 'agreement'
      ? message('verdict.agreement', { share: formatShare(reached) })
      : message('verdict.sqnr', { sqnr: formatDecibels(reached) });
  return message('page.below-floor', {
    figure: synthetic ? message('page.figure-synthetic', { figure }) : figure,
    required: measure === 'agreement' ? formatShare(required) : formatDecibels(required),
  });
}
