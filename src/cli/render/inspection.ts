import { format, message } from '../../protocol/messages/catalogue.ts';
import { formatBytes, formatCount } from '../../protocol/quantity.ts';
import type { Inspection, Port } from '../../protocol/result/inspection.ts';
import { inspectionFacts, operatorName, shapeText } from '../../protocol/result/inspectionFacts.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

type Heading = 'inspection.inputs' | 'inspection.outputs' | 'inspection.operators' | 'inspection.weights';

/** What is in a model, a fact a line. */
export function renderInspection(inspection: Inspection, style: Style): string {
  const { inputs, outputs, operators, weights } = inspection;
  const heading = (code: Heading): string => style.strong(format(message(code, {})));
  const facts = inspectionFacts(inspection).map(({ label, value }) => [
    format(label),
    typeof value === 'string' ? value : format(value),
  ]);
  return [
    table([{ heading: '' }, { heading: '' }], facts, style),
    '',
    heading('inspection.inputs'),
    ports(inputs, style),
    '',
    heading('inspection.outputs'),
    ports(outputs, style),
    '',
    heading('inspection.operators'),
    table(
      [{ heading: '', align: 'right' }, { heading: '' }],
      operators.map((each) => [String(each.count), operatorName(each)]),
      style,
    ),
    '',
    heading('inspection.weights'),
    table(
      [{ heading: '' }, { heading: '', align: 'right' }, { heading: '', align: 'right' }],
      weights.map(({ type, elements, bytes }) => [type, formatCount(elements), formatBytes(bytes)]),
      style,
    ),
  ].join('\n');
}

function ports(all: readonly Port[], style: Style): string {
  const rows = all.map((port) => [port.name, port.type, shapeText(port)]);
  return table([{ heading: '' }, { heading: '' }, { heading: '' }], rows, style);
}
