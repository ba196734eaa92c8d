import { formatCount } from '../../protocol/quantity.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { MixedTable } from '../../protocol/result/mixedTable.ts';
import { precisionText } from '../../protocol/result/precisionText.ts';
import type { ReductionTables } from '../../protocol/result/reductionTables.ts';
import type { CoverageView, ReportView } from '../../protocol/webview/reportView.ts';
import { dateText } from '../dateText.ts';
import { type Drawing, draw } from '../drawing.ts';
import type { Say } from '../say.ts';
import { tableOfReduction } from '../compress/tableOfReduction.ts';
import { type Table, tableOfFacts } from '../table.ts';
import { section } from './htmlPage.ts';
import { folded, htmlTable, remarks, wordIn } from './htmlParts.ts';

/** What a page says of a model that was made: what was gained, what runs on integers and why, and with what it was made. */
export function compressHtml(view: ReportView, say: Say): readonly Drawing[] {
  const word = wordIn(say);
  const madeFrom = message('page.made-from', { original: view.original, date: dateText(view.created) });
  const stages = word('page.stages');
  return [
    draw('p', { class: 'quiet' }, say(madeFrom)),
    draw(
      'p',
      {},
      ...(view.belowFloor === undefined ? [] : [draw('strong', { class: 'below-floor' }, say(view.belowFloor)), ' ']),
      say(view.verdict),
    ),
    ...remarks(view.warnings, view.notes, say),
    section(word('page.gains'), htmlTable(gains(view, say), word('page.gains'))),
    ...(view.tradeOff === undefined ? [] : [tradeOff(view.tradeOff, say)]),
    ...view.reductions.map((reduction) => reductionSection(reduction, say)),
    ...(view.coverage === undefined ? [] : [coverageSection(view.coverage, say)]),
    section(
      word('markdown.making'),
      htmlTable(tableOfFacts(view.facts, say), word('markdown.making')),
      draw('h3', {}, stages),
      htmlTable(stageTable(view, say), stages),
      draw('h3', {}, word('page.recipe')),
      draw('pre', { tabindex: 0, role: 'region', 'aria-label': word('page.recipe') }, view.recipe),
    ),
  ];
}

function gains({ summary }: ReportView, say: Say): Table {
  const word = wordIn(say);
  return {
    columns: [
      { heading: word('page.gain') },
      { heading: word('summary.before'), figures: true },
      { heading: word('summary.after'), figures: true },
      { heading: word('summary.change') },
    ],
    rows: summary.map(({ label, before, after, change }) =>
      [say(label), before, after, say(change)].map((text) => ({ text })),
    ),
  };
}

function tradeOff({ columns, rows, summary, kept }: MixedTable, say: Say): Drawing {
  const heading = wordIn(say)('mixed.heading');
  const table: Table = {
    columns: columns.map((column) => ({ heading: say(column.heading), figures: column.align === 'right' })),
    rows: rows.map((row) => row.map((cell) => ({ text: say(cell) }))),
  };
  const list = kept.length === 0 ? [] : [draw('ul', {}, ...kept.map((node) => draw('li', {}, node)))];
  return section(heading, draw('p', {}, say(summary)), htmlTable(table, heading), ...list);
}

/** What a pass took away, and what it left. */
function reductionSection({ heading, summary, tables }: ReductionTables, say: Say): Drawing {
  return section(
    say(heading),
    draw('p', {}, say(summary)),
    ...tables.map((table) => folded(say(table.heading), htmlTable(tableOfReduction(table, say), say(table.heading)))),
  );
}

function coverageSection(coverage: CoverageView, say: Say): Drawing {
  const word = wordIn(say);
  const nodes = word('markdown.coverage');
  return section(
    nodes,
    ...coverage.sentences.map((sentence) => draw('p', {}, say(sentence))),
    folded(word('presentation.as-table'), htmlTable(nodeTable(coverage, say), nodes)),
  );
}

/** With the notes of each node beside its reason: nothing can be opened on paper. */
function nodeTable({ nodes }: CoverageView, say: Say): Table {
  const word = wordIn(say);
  const hasMacs = nodes.some(({ macs }) => macs !== undefined);
  return {
    columns: [
      { heading: word('coverage.node') },
      { heading: word('coverage.operator') },
      ...(hasMacs ? [{ heading: word('page.node-macs'), figures: true }] : []),
      { heading: word('coverage.runs-on') },
      { heading: word('coverage.why') },
      { heading: word('page.notes') },
    ],
    rows: nodes.map(({ name, operator, macs, precision, reason, notes }) => [
      ...[{ text: name }, { text: operator }],
      ...(hasMacs ? [{ text: macs === undefined ? '' : formatCount(macs), value: macs }] : []),
      ...[{ text: say(precisionText(precision)) }, { text: say(reason) }, { text: notes.map(say).join(' · ') }],
    ]),
  };
}

function stageTable({ stages }: ReportView, say: Say): Table {
  const word = wordIn(say);
  return {
    columns: [{ heading: word('page.stage') }, { heading: word('page.time'), figures: true }],
    rows: stages.map(({ stage, time }) => [{ text: say(stage) }, { text: time }]),
  };
}
