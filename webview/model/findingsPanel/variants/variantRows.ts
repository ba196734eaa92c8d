import type { ReportBeside, ReportedModel } from '../../../../src/protocol/webview/reportBeside.ts';

/** A model that a report is about. */
export interface VariantRow {
  readonly id: string;
  readonly report: string;
  readonly kind: 'compress' | 'benchmark';
  /** ISO 8601. */
  readonly created: string;
  readonly model: ReportedModel;
}

/** The models of all reports, those of the latest report first. */
export function variantRows(reports: readonly ReportBeside[]): readonly VariantRow[] {
  return reports.flatMap((beside) => {
    if (beside.kind === 'unreadable') return [];
    const { report, kind, created, models } = beside;
    // A model may be in a report more than once, run in different ways.
    return models.map((model, place) => ({ id: `${report}\n${place}`, report, kind, created, model }));
  });
}
