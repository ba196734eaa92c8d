import { element } from '../../element.ts';
import type { ViewContext } from './context.ts';

/** Longer names are cut in lists; the title of a view has the whole. */
const longest = 160;

/**
 * A name from the model, which may have any characters: kept apart from the text around it, so that letters that run from the
 * right do not turn that around too.
 */
export function nameText(name: string): HTMLElement {
  const shown = name.length > longest ? `${name.slice(0, longest)}…` : name;
  return element('bdi', { class: 'name', ...(shown !== name && { title: name }) }, shown);
}

/** A node as it is called in a sentence: its operator and its name. */
export function nodeText({ opened: { prepared } }: ViewContext, node: number): readonly HTMLElement[] {
  const { model } = prepared;
  const operator = element('bdi', { class: 'operator' }, model.operator(node));
  // Without a name, what it writes tells it from others.
  const [output = -1] = model.outputs(node);
  const name = model.nodeName(node) || (output < 0 ? '' : model.tensorName(output));
  return name === '' ? [operator] : [operator, nameText(name)];
}

export function nodeCount(context: ViewContext, count: number): string {
  return count === 1 ? context.word('inspector.one-node') : context.word('inspector.node-count', { count });
}
