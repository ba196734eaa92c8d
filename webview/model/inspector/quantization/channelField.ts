import { element } from '../../../element.ts';
import type { ViewContext } from '../context.ts';
import { labelled } from '../fields.ts';

/** Chooses a channel by its number; empty for none in particular. Says where there is no such channel. */
export function channelField(
  context: ViewContext,
  channels: number,
  changed: (channel: number | undefined) => void,
): HTMLElement {
  const last = channels - 1;
  const field = element('input', {
    ...{ type: 'number', class: 'field channel-field', min: 0, max: last, step: 1, 'data-key': 'channel' },
    placeholder: context.word('layerQuantization.both-ends'),
  });
  const said = element('span', { class: 'description', role: 'status' });
  field.addEventListener('input', () => {
    const channel = field.value === '' ? undefined : Number(field.value);
    const isThere =
      channel === undefined ? !field.validity.badInput : Number.isInteger(channel) && channel >= 0 && channel <= last;
    field.setAttribute('aria-invalid', isThere ? 'false' : 'true');
    said.textContent = isThere ? '' : context.word('layerQuantization.no-channel', { last });
    if (isThere) changed(channel);
  });
  return element('div', { class: 'channel-choice' }, labelled(context.word('layerQuantization.channel'), field), said);
}
