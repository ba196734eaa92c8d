import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatBytes, formatCount, formatDecibels, formatMilliseconds } from '../../protocol/quantity.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import { variantVerdict } from '../../protocol/result/benchmarkVerdict.ts';
import type { JobResult, ResultOf } from '../../protocol/result/jobResult.ts';
import type { SensitiveLayer } from '../../protocol/result/sensitivity.ts';
import { plannedRows } from '../../protocol/result/reductionRows.ts';
import { reductionTables } from '../../protocol/result/reductionTables.ts';
import { formatMetric, type SummaryRow, summaryRows } from '../../protocol/result/summary.ts';
import { verdict } from '../../protocol/result/verdict.ts';

/** A figure as it stands in the history. */
export interface Figure {
  readonly label: Message;
  readonly value: Message;
}

/** What a job came to, as far as the history keeps it. */
export interface ResultSummary {
  /** In a line; absent where there is nothing to say in one. */
  readonly headline?: Message;
  readonly figures: readonly Figure[];
  readonly warnings: readonly Message[];
  /** Whether a person should look at it before using it. */
  readonly flagged: boolean;
}

/** Layers of a ranking, and nodes of a profile, that are named. */
const named = 5;
const nothing: ResultSummary = { figures: [], warnings: [], flagged: false };

type Summaries = { readonly [Kind in JobResult['kind']]?: (result: ResultOf<Kind>) => ResultSummary };

const summaries: Summaries = {
  compress: ({ report }) => ({
    headline: verdict(report),
    figures: figuresOf(summaryRows(report)),
    warnings: report.warnings,
    flagged: isBelowFloor(report),
  }),
  preview: ({ reduction }) => ({
    headline: reductionTables(reduction).summary,
    figures: figuresOf(plannedRows(reduction)),
    ...{ warnings: [], flagged: false },
  }),
  benchmark: ({ report }) => {
    const figures = report.variants.map((variant) => ({
      label: name(variant.name),
      value: variantVerdict(variant, report),
    }));
    const told = report.variants.length > 1 ? figures.slice(1) : figures;
    const lines = told.map(({ label, value }) => message('outcome.title', { file: label, verdict: value }));
    const [first, ...others] = lines;
    const headline =
      told.length === 1
        ? told[0]?.value
        : others.reduce((line, text) => message('outcome.and', { line, text }), first!);
    return {
      ...(headline !== undefined && { headline }),
      ...{ figures, warnings: report.warnings },
      flagged: report.variants.some(({ failure }) => failure !== undefined),
    };
  },
  sensitivity: ({ sensitivity }) => {
    if (sensitivity === undefined) return nothing;
    const { layers, warnings, complete } = sensitivity;
    const suffering = layers.flatMap(suffers).sort((a, b) => a.sqnr - b.sqnr);
    const [worst] = suffering;
    const count = layers.length;
    return {
      headline:
        worst === undefined
          ? message('history.layers', { count })
          : message('history.layers-worst', { count, name: worst.name, sqnr: formatDecibels(worst.sqnr) }),
      figures: suffering
        .slice(0, named)
        .map((layer) => ({ label: name(layer.name), value: name(formatDecibels(layer.sqnr)) })),
      ...{ warnings, flagged: !complete },
    };
  },
  mixed: ({ front }) => {
    const { points, measure, chosen, warnings } = front;
    const best = points.find(({ id }) => id === chosen);
    return {
      headline: message('history.points', { count: points.length }),
      figures: points
        .filter((point) => point.front.latency || point.front.size)
        .map((point) => ({
          label:
            point === best
              ? message('history.point-chosen', { id: point.id })
              : message('history.point', { id: point.id }),
          value: message('history.point-figures', {
            name: measure.name,
            value: formatMetric(point.value, measure.unit),
            time: formatMilliseconds(point.latency.after.median),
            size: formatBytes(point.bytes),
          }),
        })),
      ...{ warnings, flagged: chosen === undefined },
    };
  },
  profile: ({ profile: { latency, nodes, samples }, hints }) => ({
    headline: message('history.profile', {
      time: formatMilliseconds(latency.median),
      hints: hints.length,
    }),
    figures: [...nodes]
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, named)
      .map((node) => ({
        label: name(node.name === '' ? node.operator : node.name),
        value: name(formatMilliseconds(node.milliseconds)),
      })),
    warnings: samples.synthetic ? [message('history.synthetic', {})] : [],
    flagged: false,
  }),
  inspect: ({ inspection: { bytes, nodes, parameters } }) => ({
    ...nothing,
    headline: message('history.inspection', {
      size: formatBytes(bytes),
      parameters: formatCount(parameters),
      nodes: formatCount(nodes),
    }),
  }),
};

/** What of a result is kept. Of kinds that nobody thought of, only that they came to an end. */
export function summarize(result: JobResult): ResultSummary {
  const summary = summaries[result.kind] as ((result: JobResult) => ResultSummary) | undefined;
  return summary?.(result) ?? nothing;
}

/** What only one layer does to the outputs, where that was measured, else the error where the whole model is quantized. */
function suffers({ name: layer, operator, cause, symptom }: SensitiveLayer) {
  const sqnr = cause?.sqnr ?? symptom?.sqnr;
  return sqnr === undefined ? [] : [{ name: layer === '' ? operator : layer, sqnr }];
}

function figuresOf(rows: readonly SummaryRow[]): readonly Figure[] {
  return rows.map(({ label, before, after, change }) => ({ label, value: changed(before, after, change) }));
}

function changed(before: string, after: string, change: Message): Message {
  const value = before === '' ? name(after) : message('history.change', { before, after });
  return change.code === 'summary.nothing' ? value : message('history.value-change', { value, change });
}

/** Something that reads the same in any language. */
function name(text: string): Message {
  return message('history.name', { name: text });
}
