import { sensitivityMethods } from '../../../src/protocol/options/sensitivity.ts';
import type { AnalysisWish, PageJob, TradeOffWish } from '../../../src/protocol/webview/modelContract.ts';
import { readReductionState, type ReductionState } from '../reduction/reductionState.ts';

/** A job of the page that a form leads to. */
export type FormJob = Exclude<PageJob, 'profile' | 'curves'>;
/** What a form is there for. */
export type FormName = FormJob | 'reduction';
/** What colours the graph by what it finds. */
export type Colouring = Exclude<PageJob, 'trade-off'> | 'reduction';
export const colourings = ['sensitivity', 'profile', 'curves', 'reduction'] as const satisfies readonly Colouring[];

/** What is kept of analyses while the page is hidden. What they found is kept by the editor. */
export interface AnalysisState {
  /** The form that takes the place of the inspector. */
  readonly form: FormName | undefined;
  readonly analysis: AnalysisWish;
  readonly tradeOff: TradeOffWish;
  readonly reduction: ReductionState;
  /** What may still colour the graph by itself. */
  readonly mayColour: Colouring | undefined;
}

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readAnalysisState(kept: unknown): AnalysisState {
  const { form, analysis, tradeOff, reduction, mayColour } = fieldsOf(kept);
  const { signal, samples, budget, top, apart, allBut } = fieldsOf(analysis);
  const { floor, maxLatency, maxSize, steps } = fieldsOf(tradeOff);
  return {
    form: (['sensitivity', 'trade-off', 'reduction'] as const).find((each) => each === form),
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
    reduction: readReductionState(reduction),
    mayColour: colourings.find((each) => each === mayColour),
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
