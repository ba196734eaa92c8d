import { format, message } from '../../protocol/messages/catalogue.ts';
import { formatBytes, formatCount } from '../../protocol/quantity.ts';
import type { Inspection, Port } from '../../protocol/result/inspection.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** What is in a model, a fact a line. */
export function renderInspection(inspection: Inspection, style: Style): string {
  const { inputs, outputs, operators, macs, weights, opsets, producer, nestedNodes } = inspection;
  const heading = (code: 'cli.inputs' | 'cli.outputs' | 'cli.operators' | 'cli.weights'): string =>
    style.strong(format(message(code, {})));
  const facts: (readonly [string, string])[] = [
    [format(message('cli.fact-file', {})), `${inspection.file} · ${formatBytes(inspection.bytes)}`],
    [format(message('cli.fact-format', {})), [`IR ${inspection.irVersion}`, producer].filter(Boolean).join(' · ')],
    [format(message('cli.fact-opsets', {})), opsets.map(({ domain, version }) => `${domain} ${version}`).join(', ')],
    [format(message('cli.fact-parameters', {})), formatCount(inspection.parameters)],
    [format(message('cli.fact-macs', {})), macsText(macs)],
    [
      format(message('cli.fact-nodes', {})),
      nestedNodes === 0
        ? String(inspection.nodes)
        : format(message('cli.nested-nodes', { nodes: inspection.nodes, nested: nestedNodes })),
    ],
  ];
  return [
    table([{ heading: '' }, { heading: '' }], facts, style),
    '',
    heading('cli.inputs'),
    ports(inputs, style),
    '',
    heading('cli.outputs'),
    ports(outputs, style),
    '',
    heading('cli.operators'),
    table(
      [{ heading: '', align: 'right' }, { heading: '' }],
      operators.map(({ domain, operator, count }) => [
        String(count),
        domain === '' || domain === 'ai.onnx' ? operator : `${domain}:${operator}`,
      ]),
      style,
    ),
    '',
    heading('cli.weights'),
    table(
      [{ heading: '' }, { heading: '', align: 'right' }, { heading: '', align: 'right' }],
      weights.map(({ type, elements, bytes }) => [type, formatCount(elements), formatBytes(bytes)]),
      style,
    ),
  ].join('\n');
}

function macsText(macs: Inspection['macs']): string {
  if (macs === undefined) return format(message('cli.macs-unknown', {}));
  const total = formatCount(macs.total);
  if (macs.unknown > 0) return format(message('cli.macs-partly', { total, unknown: macs.unknown }));
  return macs.measured ? format(message('cli.macs-measured', { total })) : total;
}

function ports(all: readonly Port[], style: Style): string {
  const rows = all.map(({ name, type, dims }) => [name, type, dims === undefined ? '' : `[${dims.join(', ')}]`]);
  return table([{ heading: '' }, { heading: '' }, { heading: '' }], rows, style);
}
