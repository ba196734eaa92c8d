import type { BenchmarkReport } from '../../src/protocol/result/benchmark.ts';
import type { ReportEditorSide } from '../../src/protocol/webview/reportContract.ts';
import type { Page } from '../page.ts';
import type { VariantSelection } from './variantSelection.ts';

/** What all parts of the page of a benchmark share. */
export interface BenchmarkContext extends Pick<Page<ReportEditorSide>, 'say' | 'language' | 'request'> {
  readonly report: BenchmarkReport;
  readonly selection: VariantSelection;
  /** Hears that the person set something that is to be kept. */
  readonly changed: () => void;
}
