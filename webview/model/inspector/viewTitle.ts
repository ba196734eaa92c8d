import { element } from '../../element.ts';

/** The title of what is shown: where the focus goes when something else is. */
export function title(text: string): HTMLHeadingElement {
  return element('h2', { class: 'title', tabindex: -1 }, element('bdi', {}, text));
}
