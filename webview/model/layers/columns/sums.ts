import { formatQuantity } from '../../../graph/drawing/overlay/unit.ts';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import type { Say } from '../../../page.ts';
import { combined } from '../../combinedFigures.ts';
import type { FigureOffer } from '../../figures.ts';

/** Of figures that can be added up, the sum over some nodes; at least so much where some of them have none. */
export function sums(offers: readonly FigureOffer[], nodes: readonly number[], say: Say): readonly Message[] {
  return offers.flatMap(({ figure }) => {
    if (figure?.combine.kind !== 'sum') return [];
    const { value, known } = combined(figure, nodes);
    const sum = known === 0 ? 0 : value;
    // At least nothing says nothing.
    if (known < nodes.length && sum === 0) return [];
    const args = { figure: say(figure.name), sum: formatQuantity(sum, figure.unit) };
    return [message(known < nodes.length ? 'layers.sum-at-least' : 'layers.sum', args)];
  });
}
