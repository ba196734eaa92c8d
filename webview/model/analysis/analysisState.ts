import { sensitivityMethods } from '../../../src/protocol/options/sensitivity.ts';
import type { AnalysisWish, PageJob, TradeOffWish } from '../../../src/protocol/webview/modelContract.ts';

/** A job that a form leads to. */
export type FormJob = Exclude<PageJob, 'profile'>;
/** A job whose findings colour the graph. */
export type ColouringJob = Exclude<PageJob, 'trade-off'>;

/** What is kept of analyses while the page is hidden. What they found is kept by the editor. */
export interface AnalysisState {
  /** The form that takes the place of the inspector. */
  readonly form: FormJob | undefined;
  readonly analysis: AnalysisWish;
  readonly tradeOff: TradeOffWish;
  /** The job whose findings may still colour the graph by themselves. */
  readonly mayColour: ColouringJob | undefined;
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readAnalysisState(kept: unknown): AnalysisState {
  const { form, analysis, tradeOff, mayColour } = fieldsOf(kept);
  const { signal, samples, budget, top, apart, allBut } = fieldsOf(analysis);
  const { floor, maxLatency, maxSize, steps } = fieldsOf(tradeOff);
  return {
    form: form === 'sensitivity' || form === 'trade-off' ? form : undefined,
    analysis: {
      signal: sensitivityMethods.find((each) => each === signal) ?? 'both',
      samples: isCount(samples) ? samples : 32,
      ...(isAboveZero(budget) && { budget }),
      ...(isCount(top) && { top }),
      ...{ apart: apart === true, allBut: allBut === true },
    },
    tradeOff: {
      ...(typeof floor === 'string' && { floor }),
      ...(isAboveZero(maxLatency) && { maxLatency }),
      ...(isAboveZero(maxSize) && { maxSize }),
      steps: isCount(steps) ? steps : 24,
    },
    mayColour: mayColour === 'sensitivity' || mayColour === 'profile' ? mayColour : undefined,
  };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && isAboveZero(value);
}

function isAboveZero(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}
