import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatMilliseconds, formatShare } from '../quantity.ts';
import type { Coverage, NodeDecision } from '../result/coverage.ts';
import { coverageText } from '../result/coverageText.ts';
import type { Fact } from '../result/fact.ts';
import { type MixedTable, mixedTable } from '../result/mixedTable.ts';
import { type ReductionTables, reductionTables } from '../result/reductionTables.ts';
import type { Report } from '../result/report.ts';
import { type SummaryRow, summaryRows } from '../result/summary.ts';
import { verdict } from '../result/verdict.ts';
import { floorFigure } from './floorFigure.ts';
import { makingFacts } from './makingFacts.ts';

/** A node of the model and what was decided about it. */
export interface NodeView {
  readonly name: string;
  readonly operator: string;
  readonly precision: NodeDecision['precision'];
  readonly reason: Message;
  /** Multiplications with additions in one run. */
  readonly macs?: number;
  readonly notes: readonly Message[];
}

/** How much of a model computes on integers, in sentences, and what was decided about every node. */
export interface CoverageView {
  readonly sentences: readonly Message[];
  readonly nodes: readonly NodeView[];
}

/** A report as its page shows it: figures are text with their units, so that it travels as JSON whatever their values. */
export interface ReportView {
  readonly title: string;
  readonly original: string;
  /** ISO 8601. */
  readonly created: string;
  readonly verdict: Message;
  readonly belowFloor?: Message;
  readonly summary: readonly SummaryRow[];
  /** What a search for mixed precision found on its way. */
  readonly tradeOff?: MixedTable;
  /** What passes took away, in their order. */
  readonly reductions: readonly ReductionTables[];
  readonly warnings: readonly Message[];
  readonly notes: readonly Message[];
  /** What computes on integers; absent where nothing was quantized. */
  readonly coverage?: CoverageView;
  readonly facts: readonly Fact[];
  /** The last is their sum. */
  readonly stages: readonly { readonly stage: Message; readonly time: string }[];
  /** JSON, as a `*.whittle.json` file has it. */
  readonly recipe: string;
}

/** What there is to see of a report. */
export function reportView(report: Report): ReportView {
  const { input, output, floor, accuracy, timings } = report;
  return {
    title: fileName(output.path),
    original: fileName(input.path),
    created: report.created,
    verdict: verdict(report),
    ...(floor?.passed === false && { belowFloor: floorFigure(floor, accuracy?.samples.synthetic === true) }),
    summary: summaryRows(report),
    ...(report.mixed !== undefined && { tradeOff: mixedTable(report.mixed) }),
    reductions: (report.reductions ?? []).map(reductionTables),
    warnings: report.warnings,
    notes: report.notes,
    ...(report.coverage !== undefined && { coverage: coverageView(report.coverage, report) }),
    facts: makingFacts(report),
    stages: stages(timings),
    recipe: JSON.stringify(report.recipe, undefined, 2),
  };
}

function stages(timings: Report['timings']): ReportView['stages'] {
  const total = timings.reduce((sum, { seconds }) => sum + seconds, 0);
  const all = [...timings, { stage: message('page.stages-total', {}), seconds: total }];
  return all.map(({ stage, seconds }) => ({ stage, time: formatMilliseconds(seconds * 1000) }));
}

function coverageView(coverage: Coverage, report: Report): CoverageView {
  return { sentences: coverageSentences(coverage), nodes: nodeViews(coverage, report) };
}

function coverageSentences({ nodes, macs, target }: Coverage): readonly Message[] {
  const sentences = [coverageText(nodes)];
  if (macs !== undefined) sentences.push(message('coverage.macs', { share: formatShare(macs.integer / macs.total) }));
  if (target !== undefined) sentences.push(message('report.preset', target));
  return sentences;
}

function nodeViews({ decisions }: Coverage, { layers, data }: Report): readonly NodeView[] {
  const synthetic = data?.kind === 'synthetic';
  const notesOf = new Map(layers.map(({ node, notes }) => [node, notes]));
  return decisions.map(({ node, name, operator, precision, reason, macs, origins }) => {
    const told = [...new Set([node, ...origins])].flatMap((each) => notesOf.get(each) ?? []);
    const notes = origins.length > 1 ? distinct(told) : told;
    const own = synthetic ? notes.map(withSource) : notes;
    return {
      ...{ name: name === '' ? node : name, operator, precision, reason },
      ...(macs !== undefined && { macs }),
      notes: origins.length > 1 ? [message('page.node-stands-for', { nodes: origins.join(', ') }), ...own] : own,
    };
  });
}

/** A range that was measured on made-up data says so. */
function withSource(note: Message): Message {
  return note.code === 'layer.activation' ? message('page.range-synthetic', { note }) : note;
}

/** Nodes of the file that are folded into one carry the same notes. */
function distinct(notes: readonly Message[]): readonly Message[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

/** The last part of a path, as a report has them: with slashes. */
function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
