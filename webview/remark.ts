import { element } from './element.ts';
import { icon } from './icon.ts';

/**
 * A sentence that is to be noticed, with a sign beside it and what can be done about it below. One that reports an error is
 * read out at once.
 */
export function remark(
  kind: 'error' | 'warning' | 'information',
  text: string,
  ...actions: readonly HTMLElement[]
): HTMLElement {
  const role = kind === 'error' ? { role: 'alert' } : {};
  const below = actions.length > 0 ? [element('div', { class: 'actions' }, ...actions)] : [];
  const sentence = element('p', role, text);
  return element('div', { class: `remark ${kind}` }, icon(kind), element('div', {}, sentence, ...below));
}
