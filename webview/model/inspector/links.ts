import { element, linkButton } from '../../element.ts';
import type { Item } from '../selection.ts';
import type { ViewContext } from './context.ts';
import { nameText, nodeText } from './names.ts';

/** Lists begin with so many, and grow by so many. */
const first = 20;
const more = 200;

/** Selects a node. */
export function nodeLink(context: ViewContext, node: number): HTMLElement {
  return link(context, { kind: 'node', node }, nodeText(context, node));
}

/** Selects a tensor. */
export function tensorLink(context: ViewContext, tensor: number): HTMLElement {
  const name = context.opened.prepared.model.tensorName(tensor);
  const text = name === '' ? context.word('inspector.no-name') : name;
  return link(context, { kind: 'tensor', tensor }, [nameText(text)]);
}

function link(context: ViewContext, item: Item, content: readonly HTMLElement[]): HTMLElement {
  const button = linkButton('', () => context.select(item));
  // Between the parts there are spaces for those who hear or copy them.
  button.append(...content.flatMap((part, index) => (index === 0 ? [part] : [' ', part])));
  return button;
}

/** A list of any length: the first are shown, and more of them on request. */
export function longList<Entry>(
  context: ViewContext,
  entries: ArrayLike<Entry>,
  show: (entry: Entry) => readonly (Node | string)[],
): HTMLElement {
  const list = element('ul', { class: 'links' });
  const append = (from: number, to: number): void => {
    const end = Math.min(to, entries.length);
    for (let index = from; index < end; index++) list.append(element('li', {}, ...show(entries[index]!)));
    if (end === entries.length) return;
    const rest = linkButton(context.word('inspector.more', { count: entries.length - end }), () => {
      rest.parentElement?.remove();
      append(end, end + more);
      // The button that had the focus is gone.
      list.children[end]?.querySelector('button')?.focus();
    });
    list.append(element('li', {}, rest));
  };
  append(0, first);
  return list;
}
