import { catalogue, format, type MessageCode, message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatShare } from '../../protocol/quantity.ts';
import type { Coverage } from '../../protocol/result/coverage.ts';
import { coverageText } from '../../protocol/result/coverageText.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import { mixedTable } from '../../protocol/result/mixedTable.ts';
import { precisionText } from '../../protocol/result/precisionText.ts';
import { type ReductionTables, reductionTables } from '../../protocol/result/reductionTables.ts';
import type { Report } from '../../protocol/result/report.ts';
import { summaryRows } from '../../protocol/result/summary.ts';
import { inline, markdownTable } from '../markdownText.ts';
import { sayIn, type Texts } from '../say.ts';
import { tableOfReduction } from './tableOfReduction.ts';

type Align = 'left' | 'right';

/**
 * A report as Markdown: what was gained, what to look at, what was decided for every node, and with what it was made.
 * @param texts of another language, by their codes
 */
export function compressMarkdown(report: Report, texts: Texts = catalogue): string {
  return new MarkdownText(texts).of(report);
}

class MarkdownText {
  constructor(private readonly texts: Texts) {}

  of(report: Report): string {
    return [
      `# ${inline(report.output.path)}`,
      this.gains(report),
      report.warnings.map((text) => `> **${inline(this.say(message('report.warning', { text })))}**`).join('\n\n'),
      report.notes.map((each) => `- ${inline(this.say(each))}`).join('\n'),
      ...(report.mixed === undefined ? [] : [`## ${this.word('mixed.heading')}`, this.tradeOff(report.mixed)]),
      ...(report.reductions ?? []).flatMap((each) => this.reduction(reductionTables(each))),
      ...(report.coverage === undefined
        ? []
        : [`## ${this.word('markdown.coverage')}`, this.coverage(report.coverage)]),
      `## ${this.word('markdown.making')}`,
      this.making(report),
    ]
      .filter((part) => part !== '')
      .join('\n\n')
      .concat('\n');
  }

  private gains(report: Report): string {
    const rows = summaryRows(report).map(({ label, before, after, change }) => [
      this.say(label),
      before,
      after,
      this.say(change),
    ]);
    const headings = ['', this.word('summary.before'), this.word('summary.after'), this.word('summary.change')];
    return table(headings, rows, ['left', 'right', 'right', 'left']);
  }

  private tradeOff(front: MixedFront): string {
    const { columns, rows, summary, kept } = mixedTable(front);
    const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : this.say(cell))));
    const lines = [
      inline(this.say(summary)),
      table(
        columns.map(({ heading }) => this.say(heading)),
        cells,
        columns.map(({ align }) => align ?? 'left'),
      ),
      kept.map((node) => `- ${inline(node)}`).join('\n'),
    ];
    return lines.filter((each) => each !== '').join('\n\n');
  }

  private reduction({ heading, summary, tables }: ReductionTables): readonly string[] {
    return [
      `## ${this.say(heading)}`,
      inline(this.say(summary)),
      ...tables.flatMap((each) => [
        ...(each.heading.code === heading.code ? [] : [`### ${this.say(each.heading)}`]),
        markdownTable(tableOfReduction(each, sayIn(this.texts))),
      ]),
    ];
  }

  private coverage({ nodes, macs, target, decisions }: Coverage): string {
    const lines = [coverageText(nodes)];
    if (macs !== undefined) lines.push(message('coverage.macs', { share: formatShare(macs.integer / macs.total) }));
    if (target !== undefined) lines.push(message('report.preset', { preset: target.preset, reason: target.reason }));
    const headings = (['node', 'operator', 'runs-on', 'why'] as const).map((each) => this.word(`coverage.${each}`));
    const rows = decisions.map(({ node, name, operator, precision, reason }) => [
      name === '' ? node : name,
      operator,
      this.say(precisionText(precision)),
      this.say(reason),
    ]);
    const sentences = lines.map((line) => inline(this.say(line))).join(' ');
    return `${sentences}\n\n${table(headings, rows, ['left', 'left', 'left', 'left'])}`;
  }

  private making({ versions, machine, input, output, recipe, recipeFile }: Report): string {
    const facts = [
      [this.word('markdown.input'), `${input.path} (sha256 ${input.sha256})`],
      [this.word('markdown.output'), `${output.path} (sha256 ${output.sha256})`],
      ...(recipeFile === undefined
        ? []
        : [[this.word('recipes.fact'), `${recipeFile.path} (sha256 ${recipeFile.sha256})`]]),
      [
        this.word('markdown.versions'),
        `whittle ${versions.whittle}, onnxruntime ${versions.onnxruntime}, node ${versions.node}`,
      ],
      [this.word('markdown.machine'), `${machine.processor}, ${machine.platform} ${machine.architecture}`],
    ];
    return `${table(['', ''], facts, ['left', 'left'])}\n\n\`\`\`json\n${JSON.stringify(recipe, undefined, 2)}\n\`\`\``;
  }

  private word(code: MessageCode): string {
    return this.say({ code, args: {} });
  }

  private say(text: Message): string {
    return format(text, this.texts);
  }
}

function table(headings: readonly string[], rows: readonly (readonly string[])[], align: readonly Align[]): string {
  return markdownTable({
    columns: headings.map((heading, column) => ({ heading, figures: align[column] === 'right' })),
    rows: rows.map((row) => row.map((text) => ({ text }))),
  });
}
