import { element } from '../../element.ts';
import { factTable } from '../../table/dataTable.ts';
import { awaited } from './awaited.ts';
import type { ViewContext } from './context.ts';
import { graphName } from './graphLink.ts';
import { longList, nodeLink } from './links.ts';
import { fileTextSections } from './longText.ts';
import { kindCode, leavesGraph, readersOf, writer } from './ports.ts';
import { storedTensor } from './storedTensor.ts';
import { liveShape, liveType } from './typeShape.ts';
import { title } from './viewTitle.ts';

/** A tensor: what it is, who writes and reads it, and what is in it where the file tells. */
export function tensorView(context: ViewContext, tensor: number): readonly HTMLElement[] {
  const { model } = context.opened.prepared;
  const name = model.tensorName(tensor);
  return [
    title(name === '' ? context.word('inspector.no-name') : name),
    factTable(context.word('inspector.tensor'), facts(context, tensor)),
    ...ends(context, tensor),
    ...(model.isStored(tensor) ? storedTensor(context, tensor, 3) : computed(context, tensor)),
  ];
}

function facts(context: ViewContext, tensor: number): readonly (readonly [string, string | Node])[] {
  const { model } = context.opened.prepared;
  const graph = model.graphOfTensor[tensor]!;
  const elements = model.structure.tensors.elements[tensor]!;
  return [
    [context.word('inspector.kind'), context.word(kindCode(context, tensor))],
    [context.word('page.type'), liveType(context, tensor)],
    [context.word('page.shape'), liveShape(context, tensor)],
    ...(Number.isNaN(elements)
      ? []
      : [[context.word('page.parameters'), elements.toLocaleString(context.opened.language)] as const]),
    ...(graph === 0
      ? []
      : [[context.word(`inspector.graph-${model.graphKind(graph)}`), graphName(context, graph)] as const]),
  ];
}

function ends(context: ViewContext, tensor: number): readonly HTMLElement[] {
  const { model } = context.opened.prepared;
  const { sections } = context;
  const nodes = readersOf(context, tensor);
  const isWritten = model.producer[tensor]! >= 0;
  const written = sections.make({
    ...{ id: 'tensor.writer', title: context.word('inspector.written-by'), open: true },
    content: () => writer(context, tensor),
  });
  const read = sections.make({
    ...{ id: 'tensor.readers', title: context.word('inspector.read-by'), count: nodes.length, open: true },
    content: () => [
      ...(model.isOutput[tensor] === 1 ? [leavesGraph(context)] : []),
      nodes.length === 0
        ? element('p', { class: 'description' }, context.word('inspector.not-read'))
        : longList(context, nodes, (node) => [nodeLink(context, node)]),
    ],
  });
  return isWritten ? [written, read] : [read];
}

/** What is not in the file has no elements to show. */
function computed(context: ViewContext, tensor: number): readonly HTMLElement[] {
  const { opened } = context;
  return [
    element('p', { class: 'description' }, context.word('inspector.no-value')),
    awaited(context, {
      ask: (signal) => opened.request('tensor', { tensor }, signal),
      show: ({ documentation, metadata }) => fileTextSections(context, 'tensor', documentation, metadata),
    }),
  ];
}
