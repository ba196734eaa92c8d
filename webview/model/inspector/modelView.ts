import { formatBytes, formatCount } from '../../../src/protocol/quantity.ts';
import { operatorName } from '../../../src/protocol/result/inspectionFacts.ts';
import { element } from '../../element.ts';
import { dataTable, factTable } from '../../table/dataTable.ts';
import type { ViewContext } from './context.ts';
import { combined } from '../combinedFigures.ts';
import { longList, tensorLink } from './links.ts';
import { live } from './live.ts';
import { fileTextSections } from './longText.ts';
import { operatorTable } from './operatorTable.ts';
import { typeShape } from './typeShape.ts';
import { title } from './viewTitle.ts';

/** The model as a whole: what is shown when nothing is selected. */
export function modelView(context: ViewContext): readonly HTMLElement[] {
  const { opened, sections } = context;
  const { model } = opened.prepared;
  const { facts } = model.structure;
  const { inspection } = facts;
  const operators = inspection.operators.map((each) => ({ name: operatorName(each), count: each.count }));
  return [
    title(opened.file),
    factTable(opened.file, factsOf(context)),
    ...graphEnds(
      context,
      'inputs',
      [...model.graphInputs(0)].filter((tensor) => !model.isStored(tensor)),
    ),
    ...graphEnds(context, 'outputs', [...model.graphOutputs(0)]),
    sections.make({
      ...{ id: 'model.operators', title: context.word('inspection.operators'), count: operators.length, open: true },
      content: () => [operatorTable(context, operators)],
    }),
    sections.make({
      ...{ id: 'model.weights', title: context.word('inspection.weights'), open: true },
      content: () => [weightTable(context)],
    }),
    ...dataFiles(context),
    ...fileTextSections(context, 'model', facts.documentation, facts.metadata),
    ...graphDocumentation(context),
  ];
}

function factsOf(context: ViewContext): readonly (readonly [string, string | Node])[] {
  const { facts } = context.opened.prepared.model.structure;
  const { inspection, name, domain, modelVersion } = facts;
  const { bytes, producer, irVersion, opsets, nodes, nestedNodes, parameters } = inspection;
  const shown = (label: string, text: string): readonly (readonly [string, Node])[] =>
    text === '' ? [] : [[label, element('bdi', {}, text)]];
  return [
    ...shown(context.word('inspector.graph-name'), name),
    ...shown(context.word('inspector.producer'), producer),
    [context.word('inspection.format'), `IR ${irVersion}`],
    ...shown(context.word('inspection.opsets'), opsets.map((opset) => `${opset.domain} ${opset.version}`).join(', ')),
    ...shown(context.word('inspector.domain'), domain),
    ...(modelVersion === '0' ? [] : shown(context.word('inspector.model-version'), modelVersion)),
    [context.word('page.size'), formatBytes(bytes)],
    [
      context.word('inspection.nodes'),
      nestedNodes === 0 ? String(nodes) : context.word('inspection.nested-nodes', { nodes, nested: nestedNodes }),
    ],
    [context.word('inspection.parameters'), formatCount(parameters)],
    [context.word('inspection.macs'), macs(context)],
  ];
}

/** As the file's shapes tell them, or those that a run has measured. */
function macs(context: ViewContext): HTMLElement {
  const { figures, prepared } = context.opened;
  const { structure } = prepared.model;
  return live('span', [figures], context.signal, () => {
    const measured = figures.get('macs');
    const nodes = Uint32Array.from({ length: structure.graphs.nodeStart[1]! }, (_, node) => node);
    const sum = measured && combined(measured, nodes);
    const { total, unknown } = sum
      ? { total: Number.isNaN(sum.value) ? 0 : sum.value, unknown: nodes.length - sum.known }
      : (structure.facts.inspection.macs ?? { total: 0, unknown: 0 });
    if (unknown === 0) return [formatCount(total)];
    if (total === 0) return [context.word('inspector.macs-unknown', { unknown })];
    return [context.word('inspection.macs-partly', { total: formatCount(total), unknown })];
  });
}

function graphEnds(
  context: ViewContext,
  side: 'inputs' | 'outputs',
  tensors: readonly number[],
): readonly HTMLElement[] {
  const content = (): readonly Node[] => {
    if (tensors.length === 0) return [element('p', { class: 'description' }, context.word('page.none'))];
    return [
      longList(context, tensors, (tensor) => [
        element(
          'div',
          { class: 'port' },
          tensorLink(context, tensor),
          element('div', { class: 'description' }, typeShape(context, tensor)),
        ),
      ]),
    ];
  };
  const section = { title: context.word(`inspection.${side}`), count: tensors.length, open: true, content };
  return [context.sections.make({ id: `model.${side}`, ...section })];
}

function weightTable(context: ViewContext): HTMLElement {
  const { weights } = context.opened.prepared.model.structure.facts.inspection;
  if (weights.length === 0) return element('p', { class: 'description' }, context.word('inspector.no-weights'));
  const columns = [
    { heading: context.word('page.type') },
    { heading: context.word('page.tensors'), align: 'right' },
    { heading: context.word('page.parameters'), align: 'right' },
    { heading: context.word('page.size'), align: 'right' },
  ] as const;
  const rows = weights.map(({ type, tensors, elements, bytes }) => [
    ...[type, String(tensors), formatCount(elements), formatBytes(bytes)],
  ]);
  return dataTable(context.word('inspection.weights'), columns, rows);
}

function dataFiles(context: ViewContext): readonly HTMLElement[] {
  const files = context.opened.prepared.model.structure.facts.dataFiles;
  if (files.length === 0) return [];
  const rows = files.map(({ path, bytes }) => [element('bdi', {}, path), formatBytes(bytes)]);
  const heading = context.word('inspector.data-files');
  const columns = [
    { heading: context.word('inspection.file') },
    { heading: context.word('page.size'), align: 'right' },
  ] as const;
  return [
    context.sections.make({
      ...{ id: 'model.data-files', title: heading, count: files.length, open: true },
      content: () => [dataTable(heading, columns, rows)],
    }),
  ];
}

function graphDocumentation(context: ViewContext): readonly HTMLElement[] {
  return fileTextSections(context, 'graph', context.opened.prepared.model.structure.facts.graphDocumentation, []);
}
