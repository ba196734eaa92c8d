import './inspection.css';
import { message, type MessageCode } from '../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatCount } from '../../src/protocol/quantity.ts';
import type { Inspection, Port } from '../../src/protocol/result/inspection.ts';
import { inspectionFacts, operatorName, shapeText } from '../../src/protocol/result/inspectionFacts.ts';
import type { InspectionEditorSide, InspectionPageSide } from '../../src/protocol/webview/inspectionContract.ts';
import { element, linkButton } from '../element.ts';
import { type Page, type Say, startPage } from '../page.ts';
import { type DataColumn, dataTable, factTable } from '../table/dataTable.ts';

startPage<InspectionPageSide, InspectionEditorSide>({
  answers: {},
  receive: ({ inspection }, page) => page.show(inspectionPage(inspection, page)),
});

/** What is in a model: facts, inputs and outputs, operators, weights. */
function inspectionPage(inspection: Inspection, page: Page<InspectionEditorSide>): HTMLElement {
  const { say } = page;
  const facts = inspectionFacts(inspection).map(({ label, value }) => [say(label), say(value)] as const);
  const title = fileName(inspection.file);
  return element(
    'main',
    {},
    element('header', {}, element('h1', {}, title), actions(page)),
    factTable(title, facts),
    ports('inspection.inputs', inspection.inputs, say),
    ports('inspection.outputs', inspection.outputs, say),
    operators(inspection, say),
    weights(inspection, say),
  );
}

function actions({ say, request }: Page<InspectionEditorSide>): HTMLElement {
  const quantize = linkButton(say(message('page.quantize', {})), () => void request('quantize', null));
  return element('nav', { class: 'actions', 'aria-label': say(message('page.actions', {})) }, quantize);
}

function ports(title: MessageCode, all: readonly Port[], say: Say): HTMLElement {
  const columns = [{ code: 'page.name' }, { code: 'page.type' }, { code: 'page.shape' }] as const;
  const rows = all.map((port) => [port.name, port.type, shapeText(port)]);
  return section(title, columns, rows, say);
}

function operators({ operators: all }: Inspection, say: Say): HTMLElement {
  const columns = [{ code: 'coverage.operator' }, { code: 'page.count-column', align: 'right' }] as const;
  const rows = all.map((each) => [operatorName(each), String(each.count)]);
  return section('inspection.operators', columns, rows, say);
}

function weights({ weights: all }: Inspection, say: Say): HTMLElement {
  const columns = [
    { code: 'page.type' },
    { code: 'page.tensors', align: 'right' },
    { code: 'page.parameters', align: 'right' },
    { code: 'page.size', align: 'right' },
  ] as const;
  const rows = all.map(({ type, tensors, elements, bytes }) => [
    type,
    String(tensors),
    formatCount(elements),
    formatBytes(bytes),
  ]);
  return section('inspection.weights', columns, rows, say);
}

type CodedColumn = Omit<DataColumn, 'heading'> & { readonly code: MessageCode };

function section(
  title: MessageCode,
  columns: readonly CodedColumn[],
  rows: readonly (readonly string[])[],
  say: Say,
): HTMLElement {
  const word = (code: MessageCode): string => say({ code, args: {} });
  const headings = columns.map(({ code, ...column }) => ({ ...column, heading: word(code) }));
  const content =
    rows.length > 0
      ? dataTable(word(title), headings, rows)
      : element('p', { class: 'description' }, word('page.none'));
  return element('section', {}, element('h2', {}, word(title)), content);
}

/** The last part of a path of any system. */
function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
