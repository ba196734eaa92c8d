import { format, type MessageCode, message } from '../../protocol/messages/catalogue.ts';
import { formatShare } from '../../protocol/quantity.ts';
import { precisionText } from '../../protocol/result/precisionText.ts';
import type { Report } from '../../protocol/result/report.ts';
import { summaryRows } from '../../protocol/result/summary.ts';

type Align = 'left' | 'right';

/** A report as Markdown: what was gained, what to look at, what was decided for every node, and with what it was made. */
export function markdown(report: Report): string {
  return [
    `# ${inline(report.output.path)}`,
    gains(report),
    report.warnings
      .map((each) => `> **${inline(format(message('report.warning', { text: format(each) })))}**`)
      .join('\n\n'),
    report.notes.map((each) => `- ${inline(format(each))}`).join('\n'),
    `## ${word('markdown.coverage')}`,
    coverage(report),
    `## ${word('markdown.making')}`,
    making(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function gains(report: Report): string {
  const rows = summaryRows(report).map(({ label, before, after, change }) => [
    format(label),
    before,
    after,
    format(change),
  ]);
  const headings = ['', word('summary.before'), word('summary.after'), word('summary.change')];
  return table(headings, rows, ['left', 'right', 'right', 'left']);
}

function coverage({ coverage: { nodes, macs, target, decisions } }: Report): string {
  const lines = [format(message('coverage.nodes', { ...nodes, all: nodes.integer + nodes.float }))];
  if (macs !== undefined)
    lines.push(format(message('coverage.macs', { share: formatShare(macs.integer / macs.total) })));
  if (target !== undefined) {
    lines.push(format(message('report.preset', { preset: target.preset, reason: format(target.reason) })));
  }
  const headings = [word('coverage.node'), word('coverage.operator'), word('coverage.runs-on'), word('coverage.why')];
  const rows = decisions.map(({ node, name, operator, precision, reason }) => [
    name === '' ? node : name,
    operator,
    format(precisionText(precision)),
    format(reason),
  ]);
  return `${lines.map(inline).join(' ')}\n\n${table(headings, rows, ['left', 'left', 'left', 'left'])}`;
}

function making({ versions, machine, input, output, recipe }: Report): string {
  const facts = [
    [word('markdown.input'), `${input.path} (sha256 ${input.sha256})`],
    [word('markdown.output'), `${output.path} (sha256 ${output.sha256})`],
    [
      word('markdown.versions'),
      `whittle ${versions.whittle}, onnxruntime ${versions.onnxruntime}, node ${versions.node}`,
    ],
    [word('markdown.machine'), `${machine.processor}, ${machine.platform} ${machine.architecture}`],
  ];
  return `${table(['', ''], facts, ['left', 'left'])}\n\n\`\`\`json\n${JSON.stringify(recipe, undefined, 2)}\n\`\`\``;
}

function word(code: MessageCode): string {
  return format({ code, args: {} });
}

function table(headings: readonly string[], rows: readonly (readonly string[])[], align: readonly Align[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`;
  const rule = `| ${align.map((each) => (each === 'right' ? '---:' : '---')).join(' | ')} |`;
  return [line(headings), rule, ...rows.map(line)].join('\n');
}

/** Text in which nothing is taken for Markdown: names of nodes are full of underscores, stars and bars. */
function inline(text: string): string {
  return text.replace(/[\\`*_|<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
