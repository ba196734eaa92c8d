import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatCount } from '../quantity.ts';
import type { Fact } from './fact.ts';
import type { Inspection, Port } from './inspection.ts';

/** What is to be said of a model as a whole. */
export function inspectionFacts(inspection: Inspection): readonly Fact[] {
  const { file, bytes, irVersion, producer, opsets, parameters, macs, nodes, nestedNodes } = inspection;
  return [
    { label: message('inspection.file', {}), value: `${file} · ${formatBytes(bytes)}` },
    { label: message('inspection.format', {}), value: [`IR ${irVersion}`, producer].filter(Boolean).join(' · ') },
    {
      label: message('inspection.opsets', {}),
      value: opsets.map(({ domain, version }) => `${domain} ${version}`).join(', '),
    },
    { label: message('inspection.parameters', {}), value: formatCount(parameters) },
    { label: message('inspection.macs', {}), value: macsText(macs) },
    {
      label: message('inspection.nodes', {}),
      value: nestedNodes === 0 ? String(nodes) : message('inspection.nested-nodes', { nodes, nested: nestedNodes }),
    },
  ];
}

/** An operator, with its domain where that is not ONNX itself. */
export function operatorName({ domain, operator }: Inspection['operators'][number]): string {
  return domain === '' || domain === 'ai.onnx' ? operator : `${domain}:${operator}`;
}

/** The shape of an input or output: `[batch, 1, 28, 28]`; empty where the file gives none. */
export function shapeText({ dims }: Port): string {
  return dims === undefined ? '' : `[${dims.join(', ')}]`;
}

function macsText(macs: Inspection['macs']): string | Message {
  if (macs === undefined) return message('inspection.macs-unknown', {});
  const total = formatCount(macs.total);
  if (macs.unknown > 0) return message('inspection.macs-partly', { total, unknown: macs.unknown });
  return macs.measured ? message('inspection.macs-measured', { total }) : total;
}
