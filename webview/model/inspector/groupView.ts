import { element } from '../../element.ts';
import { groupKinds } from '../../graph/prepare/view/viewGraph.ts';
import type { ViewContext } from './context.ts';
import { combinedFigures } from './figureTable.ts';
import { membersOf } from './groupMembers.ts';
import { longList, nodeLink } from './links.ts';
import { nodeCount } from './names.ts';
import { countOperators, operatorTable } from './operatorTable.ts';
import { title } from './viewTitle.ts';

/** A group of the drawing: its sums, and what is in it. */
export function groupView(context: ViewContext, key: string): readonly HTMLElement[] {
  const { opened, sections } = context;
  const view = context.drawn();
  const group = view.groups.key.indexOf(key);
  if (group < 0) {
    return [
      title(context.word('inspector.group')),
      element('p', { class: 'description' }, context.word('inspector.group-gone')),
    ];
  }
  const { model } = opened.prepared;
  const { nodes, drawn } = membersOf(view, group);
  const operators = countOperators(model, nodes);
  const kind = groupKinds[view.groups.kind[group]!]!;
  const count = nodeCount(context, nodes.length);
  return [
    title(view.groups.label[group]!),
    element('p', { class: 'subtitle description' }, `${context.word(`inspector.group-${kind}`)} · ${count}`),
    combinedFigures(context, nodes),
    sections.make({
      ...{ id: 'group.operators', title: context.word('inspection.operators'), count: operators.length, open: true },
      content: () => [operatorTable(context, operators)],
    }),
    sections.make({
      ...{ id: 'group.nodes', title: context.word('inspector.nodes'), count: drawn.length, open: true },
      content: () => [longList(context, drawn, (node) => [nodeLink(context, node)])],
    }),
  ];
}
