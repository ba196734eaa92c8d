import { element } from '../../element.ts';
import { factTable } from '../../table/dataTable.ts';
import type { Item } from '../selection.ts';
import { commonAttributes, commonText } from './commonFacts.ts';
import type { ViewContext } from './context.ts';
import { combinedFigures } from './figureTable.ts';
import { membersOf } from './groupMembers.ts';
import { longList, nodeLink, tensorLink } from './links.ts';
import { nodeCount } from './names.ts';
import { countOperators, operatorTable } from './operatorTable.ts';
import { title } from './viewTitle.ts';

/** Several things that are selected: their sums, and what they have in common. */
export function selectionView(context: ViewContext, items: readonly Item[]): readonly HTMLElement[] {
  const { sections } = context;
  const nodes = nodesOf(context, items);
  const tensors = items.flatMap((item) => (item.kind === 'tensor' ? [item.tensor] : []));
  const shown: HTMLElement[] = [title(context.word('inspector.selected', { count: items.length }))];
  if (nodes.length > 0) shown.push(...nodeParts(context, nodes));
  if (tensors.length > 0) {
    shown.push(
      sections.make({
        ...{ id: 'selection.tensors', title: context.word('inspector.tensors'), count: tensors.length, open: true },
        content: () => [longList(context, tensors, (tensor) => [tensorLink(context, tensor)])],
      }),
    );
  }
  return shown;
}

/** All nodes that are selected, each once: those in groups too. */
function nodesOf(context: ViewContext, items: readonly Item[]): readonly number[] {
  const nodes = new Set<number>();
  for (const item of items) {
    if (item.kind === 'node') nodes.add(item.node);
    if (item.kind !== 'group') continue;
    const view = context.drawn();
    const group = view.groups.key.indexOf(item.key);
    if (group >= 0) for (const node of membersOf(view, group).nodes) nodes.add(node);
  }
  return [...nodes];
}

function nodeParts(context: ViewContext, nodes: readonly number[]): readonly HTMLElement[] {
  const { opened, sections } = context;
  const { model } = opened.prepared;
  const operators = countOperators(model, nodes);
  return [
    element('p', { class: 'subtitle description' }, nodeCount(context, nodes.length)),
    combinedFigures(context, nodes),
    sections.make({
      ...{ id: 'selection.common', title: context.word('inspector.common'), open: true },
      content: () => [commonTable(context, nodes)],
    }),
    sections.make({
      ...{
        id: 'selection.operators',
        title: context.word('inspection.operators'),
        count: operators.length,
        open: true,
      },
      content: () => [operatorTable(context, operators)],
    }),
    sections.make({
      ...{ id: 'selection.nodes', title: context.word('inspector.nodes'), count: nodes.length, open: true },
      content: () => [longList(context, nodes, (node) => [nodeLink(context, node)])],
    }),
  ];
}

function commonTable(context: ViewContext, nodes: readonly number[]): HTMLElement {
  const { model } = context.opened.prepared;
  const { shapes } = context.opened;
  const firstOutput = (node: number): number => model.outputs(node)[0] ?? -1;
  const output = (text: (tensor: number) => string | undefined) => (node: number) => {
    const tensor = firstOutput(node);
    return (tensor < 0 ? undefined : text(tensor)) ?? context.word('inspector.not-known');
  };
  const value = (text: string | undefined): Node =>
    text === undefined
      ? element('span', { class: 'description' }, context.word('inspector.differs'))
      : element('bdi', {}, text);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [context.word('coverage.operator'), commonText(nodes, (node) => model.operator(node))],
    [
      context.word('inspector.output-type'),
      commonText(
        nodes,
        output((tensor) => shapes.type(tensor)),
      ),
    ],
    [
      context.word('inspector.output-shape'),
      commonText(
        nodes,
        output((tensor) => shapes.shape(tensor)),
      ),
    ],
    ...commonAttributes(model, nodes).map(({ name, value: own }) => [name, own] as const),
  ];
  return factTable(
    context.word('inspector.common'),
    facts.map(([name, text]) => [name, value(text)] as const),
  );
}
