import { element } from '../../element.ts';
import { itemsOf } from '../../graph/prepare/lists.ts';
import { role } from '../../graph/prepare/fold/roles.ts';
import { attributeTable } from './attributes.ts';
import { awaited } from './awaited.ts';
import type { ViewContext } from './context.ts';
import { nodeFigures } from './figureTable.ts';
import { graphLink, graphName } from './graphLink.ts';
import { longList, nodeLink } from './links.ts';
import { fileTextSections } from './longText.ts';
import { nameText } from './names.ts';
import { nodeWeights } from './nodeWeights.ts';
import { operatorDocumentation } from './operatorDocumentation.ts';
import { ports } from './ports.ts';
import { profileLine } from './profileLine.ts';
import { quantizationSection } from './quantization/quantizationSection.ts';
import { sensitivityLine } from './quantization/sensitivityLine.ts';
import { storedTensor } from './storedTensor.ts';
import { typeShape } from './typeShape.ts';
import { title } from './viewTitle.ts';

/** A node: what it does, costs, reads and writes. */
export function nodeView(context: ViewContext, node: number): readonly HTMLElement[] {
  const { sections, opened } = context;
  const { model } = opened.prepared;
  const [inputs, outputs] = [model.inputs(node), model.outputs(node)];
  const details = opened.request('node', { node }, context.signal);
  const part = (side: 'inputs' | 'outputs', all: Int32Array): HTMLElement =>
    sections.make({
      ...{ id: `node.${side}`, title: context.word(`inspection.${side}`), count: all.length, open: true },
      content: () => [ports(context, node, side)],
    });
  return [
    ...heading(context, node),
    sensitivityLine(context, node),
    profileLine(context, node),
    nodeFigures(context, node),
    quantizationSection(context, node),
    sections.make({
      ...{ id: 'node.attributes', title: context.word('inspector.attributes'), open: true },
      content: () => [
        awaited(context, { ask: () => details, show: ({ attributes }) => [attributeTable(context, attributes)] }),
      ],
    }),
    part('inputs', inputs),
    part('outputs', outputs),
    ...weights(context, node),
    ...bodies(context, node),
    ...folded(context, node),
    awaited(context, {
      ask: () => details,
      show: ({ documentation, metadata }) => fileTextSections(context, 'node', documentation, metadata),
    }),
  ];
}

function heading(context: ViewContext, node: number): readonly HTMLElement[] {
  const { model } = context.opened.prepared;
  const [domain, operator, name] = [model.domain(node), model.operator(node), model.nodeName(node)];
  const address = operatorDocumentation(domain, operator);
  const link =
    address === undefined
      ? []
      : [element('a', { class: 'link', href: address }, context.word('inspector.operator-documentation'))];
  const shownName =
    name === ''
      ? element('span', { class: 'description' }, context.word('inspector.no-name'))
      : element('bdi', { class: 'name' }, name);
  const where = [element('span', { class: 'description' }, ...placeOf(context, node)), ...link];
  return [
    title(domain === '' ? operator : `${domain}:${operator}`),
    element('p', { class: 'subtitle' }, shownName),
    element('div', { class: 'line' }, ...where),
  ];
}

/** The graph that a node is in, and what the node is there for when it is not drawn as one. */
function placeOf(context: ViewContext, node: number): readonly (Node | string)[] {
  const { model, fold } = context.opened.prepared;
  const graph = model.graphOfNode[node]!;
  const kind = context.word(`inspector.graph-${model.graphKind(graph)}`);
  const name = graph === 0 ? [] : [' ', graphName(context, graph)];
  const owner = fold.owner[node]!;
  const shown = owner < 0 ? [] : [' · ', context.word('inspector.shown-with'), ' ', nodeLink(context, owner)];
  return [kind, ...name, ...shown];
}

function weights(context: ViewContext, node: number): readonly HTMLElement[] {
  const { sections, opened } = context;
  const { model } = opened.prepared;
  const all = nodeWeights(opened.prepared, node);
  if (all.length === 0) return [];
  const content = (): readonly Node[] => [
    longList(context, all, (tensor) => {
      const summary = element('summary', {}, nameText(model.tensorName(tensor)), ' ', typeShape(context, tensor));
      const details = element('details', { class: 'weight' }, summary);
      details.addEventListener('toggle', () => details.append(...storedTensor(context, tensor, 4)), { once: true });
      return [details];
    }),
  ];
  return [
    sections.make({
      ...{ id: 'node.weights', title: context.word('inspection.weights'), count: all.length, open: true },
      content,
    }),
  ];
}

function bodies(context: ViewContext, node: number): readonly HTMLElement[] {
  const { model } = context.opened.prepared;
  const called = model.called[node]!;
  const graphs = called >= 0 ? [called] : model.subgraphs(node);
  if (graphs.length === 0) return [];
  return [
    context.sections.make({
      id: 'node.bodies',
      title: context.word(called >= 0 ? 'inspector.called-function' : 'inspector.subgraphs'),
      ...(called < 0 && { count: graphs.length }),
      open: true,
      content: () => [
        longList(context, graphs, (graph) => {
          const attribute = model.strings[model.structure.graphs.attribute[graph]!]!;
          const link = graphLink(context, graph);
          return attribute === '' ? [link] : [element('span', { class: 'position' }, attribute), link];
        }),
      ],
    }),
  ];
}

/** Nodes that are shown with this one, each with what it is there for. */
function folded(context: ViewContext, node: number): readonly HTMLElement[] {
  const { fold } = context.opened.prepared;
  const nodes = itemsOf(fold.owned, node);
  if (nodes.length === 0) return [];
  const roles = Object.entries(role) as readonly (readonly [keyof typeof role, number])[];
  const roleName = (of: number): string => {
    const name = roles.find(([, number]) => number === fold.roles[of])?.[0] ?? 'drawn';
    return name === 'drawn' ? '' : context.word(`inspector.role-${name}`);
  };
  return [
    context.sections.make({
      ...{ id: 'node.folded', title: context.word('inspector.folded'), count: nodes.length, open: false },
      content: () => [
        longList(context, nodes, (each) => [
          nodeLink(context, each),
          ' ',
          element('span', { class: 'description' }, roleName(each)),
        ]),
      ],
    }),
  ];
}
