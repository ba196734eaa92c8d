import { element } from '../../../element.ts';
import type { ViewContext } from '../context.ts';
import type { MeasuredGroup } from './measured.ts';

/** What was measured of a layer, as a table that is read: a heading for each way, and its figures below. */
export function measuredTable(context: ViewContext, groups: readonly MeasuredGroup[]): HTMLElement {
  const bodies = groups.map(({ title, facts }) =>
    element(
      'tbody',
      {},
      element('tr', {}, element('th', { scope: 'rowgroup', colspan: 2, class: 'way' }, context.say(title))),
      ...facts.map(({ name, value }) =>
        element('tr', {}, element('th', { scope: 'row' }, context.say(name)), element('td', {}, context.say(value))),
      ),
    ),
  );
  return element(
    'table',
    { class: 'facts measurements', 'aria-label': context.word('layerQuantization.measured') },
    ...bodies,
  );
}
