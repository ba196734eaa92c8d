import { element, linkButton } from '../../element.ts';
import type { ViewContext } from './context.ts';
import { nameText, nodeCount } from './names.ts';

/** A graph inside the model: its name, how many nodes it has, and a way into it. */
export function graphLink(context: ViewContext, graph: number): HTMLElement {
  const { model } = context.opened.prepared;
  const { nodeStart } = model.structure.graphs;
  const first = nodeStart[graph]!;
  const count = nodeStart[graph + 1]! - first;
  const nodes = element('span', { class: 'description' }, nodeCount(context, count));
  const name = graphName(context, graph);
  if (count === 0) return element('div', {}, name, ' ', nodes);
  const link = linkButton('', () => context.select({ kind: 'node', node: first }));
  link.append(name);
  return element('div', {}, link, ' ', nodes);
}

/** What a graph is called, with its domain where it is a function. */
export function graphName(context: ViewContext, graph: number): HTMLElement {
  const { model } = context.opened.prepared;
  const { graphs } = model.structure;
  const name = model.strings[graphs.name[graph]!]!;
  const domain = model.strings[graphs.domain[graph]!]!;
  const whole = domain === '' ? name : `${domain}:${name}`;
  return nameText(whole === '' ? context.word('inspector.no-name') : whole);
}
