import { element } from './element.ts';
import { icon } from './icon.ts';

/** A sentence that is to be noticed, with a sign beside it. One that reports an error is read out at once. */
export function remark(kind: 'error' | 'warning' | 'information', text: string): HTMLElement {
  const role = kind === 'error' ? { role: 'alert' } : {};
  return element('p', { class: `remark ${kind}`, ...role }, icon(kind), element('span', {}, text));
}
