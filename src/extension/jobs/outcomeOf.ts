import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import type { Report } from '../../protocol/result/report.ts';
import { verdict } from '../../protocol/result/verdict.ts';

/** What came of a job that made a model. */
export interface Outcome {
  readonly output: string;
  readonly reportFile: string;
  readonly text: Message;
  readonly belowFloor: boolean;
  /** Whether it was made by a recipe in a file, so that there is none to save. */
  readonly byRecipe: boolean;
}

/** What a report says, in one or two sentences; that a result is below the floor comes first. */
export function outcomeOf(report: Report, reportFile: string, output: string): Outcome {
  const file = path.basename(output);
  const belowFloor = isBelowFloor(report);
  const reason = report.warnings.find(({ code }) =>
    /^((verify|pruning)\.below-|mixed\.(floor|limits)-unmet)/.test(code),
  );
  const text = belowFloor
    ? message('outcome.below-floor', { file, reason: reason ?? '', verdict: verdict(report) })
    : message('outcome.title', { file, verdict: verdict(report) });
  return { output, reportFile, text, belowFloor, byRecipe: report.recipeFile !== undefined };
}
