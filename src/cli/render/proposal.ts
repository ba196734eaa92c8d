import path from 'node:path';
import { format, message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import { formatBytes } from '../../protocol/quantity.ts';
import type { FittingData, Proposal } from '../../protocol/result/proposal.ts';
import { quantizeArguments } from './quantizeArguments.ts';
import { quoted } from './quoted.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

type Row = readonly [label: string, value: string, reason: string];

/** Every choice with its reason, what cannot be used, and the command that does what is proposed. */
export function renderProposal(proposal: Proposal, model: string, style: Style): string {
  const { bytes, method, preset, data, evaluation, unfit } = proposal;
  const rows: Row[] = [
    [text('cli.fact-method'), method.value, format(method.reason)],
    [text('cli.fact-preset'), preset.value, format(preset.reason)],
    ...data.map((each, index) => dataRow(index === 0 ? 'cli.fact-data' : 'cli.fact-or', each)),
    ...(evaluation === undefined ? [] : [dataRow('cli.fact-evaluation', evaluation)]),
  ];
  const lines = [
    `${style.strong(model)} · ${formatBytes(bytes)}`,
    '',
    table([{ heading: '' }, { heading: '' }, { heading: '' }], rows, style),
    '',
  ];
  for (const each of unfit) {
    const note = message('cli.unfit', { file: shortPath(each.path), reason: format(each.reason) });
    lines.push(style.faint(format(note)));
  }
  if (data.length === 0) lines.push(text(method.value === 'static' ? 'cli.no-data-static' : 'cli.no-data-dynamic'));
  if (data.length > 0 || method.value === 'dynamic') {
    lines.push(style.strong(['whittle quantize', ...quantizeArguments(model, proposal).map(quoted)].join(' ')));
  }
  return lines.join('\n');
}

function text(code: MessageCode): string {
  return format({ code, args: {} });
}

function dataRow(label: MessageCode, { options, samples, labelled, reason }: FittingData): Row {
  const source = options.kind === 'synthetic' ? options.kind : shortPath(options.path);
  const count = message(labelled ? 'cli.labelled-samples' : 'cli.samples', { count: samples, source });
  return [text(label), format(count), format(reason)];
}

/** From the working folder where that is shorter. */
function shortPath(file: string): string {
  const relative = path.relative('', file) || '.';
  return relative.length < file.length ? relative : file;
}
