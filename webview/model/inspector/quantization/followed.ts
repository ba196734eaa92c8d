import { element } from '../../../element.ts';
import type { Source } from '../live.ts';

/**
 * A place that is filled anew when something that is read of its source is another than before, until the signal ends. What held
 * the focus, known by its `data-key`, holds it again afterwards; where it is gone, the heading of the section around it does.
 */
export function followed<Read extends readonly unknown[]>(
  source: Source,
  signal: AbortSignal,
  read: () => Read,
  show: (shown: Read) => readonly (Node | string)[],
): HTMLElement {
  const place = element('div', { class: 'followed' });
  let shown = read();
  place.append(...show(shown));
  const end = source.listen(() => {
    const next = read();
    if (next.length === shown.length && next.every((part, index) => Object.is(part, shown[index]))) return;
    shown = next;
    keepingFocus(place, () => place.replaceChildren(...show(shown)));
  });
  signal.addEventListener('abort', end);
  return place;
}

function keepingFocus(place: HTMLElement, fill: () => void): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !place.contains(focused)) {
    fill();
    return;
  }
  const { key } = focused.dataset;
  fill();
  const same = [...place.querySelectorAll<HTMLElement>('[data-key]')].find((each) => each.dataset['key'] === key);
  const around = place.closest('details')?.querySelector('summary');
  (same ?? around)?.focus({ preventScroll: true });
}
