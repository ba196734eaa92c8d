import path from 'node:path';
import * as vscode from 'vscode';
import { JobCancelled } from '../../jobs/jobCancelled.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import type { Sensitivity, SensitivityPlan } from '../../protocol/result/sensitivity.ts';
import type { OutputEnding } from '../../protocol/outputName.ts';
import type { PruneCurves } from '../../protocol/result/pruneCurves.ts';
import type { Reduction } from '../../protocol/result/reduction.ts';
import { spellReals } from '../../protocol/webview/realNumbers.ts';
import type { ReductionWish } from '../../protocol/webview/reductionWish.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import type {
  AnalysisChoice,
  AnalysisSetting,
  AnalysisWish,
  ProfileFindings,
  TradeOffWish,
  VariantWish,
} from '../../protocol/webview/modelContract.ts';
import type { Services } from '../commands/services.ts';
import { showOutcomes } from '../jobs/outcome.ts';
import { outcomeOf } from '../jobs/outcomeOf.ts';
import { initialChoices } from '../quantize/choices.ts';
import { freeOutput } from '../quantize/freeOutput.ts';
import { jobSettings } from '../quantize/jobSettings.ts';
import { change, prepare, type Prepared } from '../quantize/oneModel.ts';
import { Memory } from '../quantize/remembered.ts';
import type { Telling } from './analyses.ts';
import {
  type Analyzed,
  curvesJob,
  previewJob,
  profileJob,
  searchJob,
  sensitivityJob,
  variantJob,
} from './analysisJobs.ts';
import { settingOf } from './analysisSetting.ts';

/** Analyzes one version of a model with what was chosen for quantizing it, and makes models of what was found. */
export class ModelAnalysis {
  private readonly memory: Memory;
  private readonly file: string;
  private looking: Promise<Prepared> | undefined;

  /** @param ended the model has changed, or is closed */
  constructor(
    private readonly model: string,
    private readonly services: Services,
    private readonly ended: AbortSignal,
  ) {
    this.memory = new Memory(services.context.workspaceState);
    this.file = path.basename(model);
  }

  /** @throws UserError where the model cannot be quantized at all */
  async setting(): Promise<AnalysisSetting> {
    return settingOf(await this.prepared());
  }

  /** Lets the person change something, as they do when they quantize, and remembers it for both. */
  async change(what: AnalysisChoice): Promise<AnalysisSetting> {
    const before = await this.prepared();
    const changed = await change(before, what, this.services);
    if (changed.choices !== before.choices) {
      this.looking = Promise.resolve(changed);
      await this.memory.remember(this.model, changed.choices);
    }
    return this.setting();
  }

  /** What measuring would cost. */
  async plan(wish: AnalysisWish, signal: AbortSignal): Promise<SensitivityPlan> {
    const job = sensitivityJob(await this.analyzed(), wish, true);
    const { plan } = await this.services.runner.ask<'sensitivity'>(this.title('analysis.job'), job, signal);
    return plan;
  }

  async analyze(wish: AnalysisWish, telling: Telling): Promise<Sensitivity> {
    const job = sensitivityJob(await this.analyzed(), wish);
    const { runner } = this.services;
    const { sensitivity } = await runner.follow<'sensitivity'>(this.title('analysis.job'), job, telling);
    if (sensitivity === undefined) throw new Error('an analysis came to nothing but its plan');
    return sensitivity;
  }

  async search(wish: TradeOffWish, telling: Telling): Promise<MixedFront> {
    const job = searchJob(await this.analyzed(), wish);
    const { front } = await this.services.runner.follow<'mixed'>(this.title('analysis.search-job'), job, telling);
    return front;
  }

  /** Where the time goes, and what costs more than it must. A model that cannot be quantized has its time all the same. */
  async profile(telling: Telling): Promise<ProfileFindings> {
    const choices = await this.prepared().then(
      (prepared) => prepared.choices,
      (error: unknown) => {
        if (error instanceof UserError) return undefined;
        throw error;
      },
    );
    const job = profileJob(this.model, choices, jobSettings());
    const { profile, hints } = await this.services.runner.follow<'profile'>(
      message('performance.job', { file: this.file }),
      job,
      telling,
    );
    return { profile, hints: hints.toSorted((a, b) => (b.milliseconds ?? 0) - (a.milliseconds ?? 0)) };
  }

  /** What would be taken away. */
  async planReduction(wish: ReductionWish, signal: AbortSignal): Promise<Reduction> {
    const job = previewJob(await this.analyzed(), wish);
    const title = message('reduction.plan-job', { file: this.file });
    const { reduction } = await this.services.runner.ask<'preview'>(title, job, signal);
    return spellReals(reduction);
  }

  /** How the layers bear that shares of them go. */
  async curves(wish: ReductionWish, telling: Telling): Promise<PruneCurves> {
    const job = curvesJob(await this.analyzed(), wish);
    const title = message('reduction.curves-job', { file: this.file });
    const { curves } = await this.services.runner.follow<'prune-curves'>(title, job, telling);
    return curves;
  }

  /** Makes a model under a name that is free, and says what came of it as quantizing does. @returns the name of its file */
  async makeVariant(wish: VariantWish): Promise<string | null> {
    const output = freeOutput(this.model, endingOf(wish));
    const job = variantJob(await this.analyzed(), wish, { path: output, replace: false });
    try {
      const { report, reportFile } = await this.services.runner.run<'compress'>(this.titleOf(wish), job);
      void showOutcomes([outcomeOf(report, reportFile, output)]);
      return path.basename(output);
    } catch (error) {
      if (error instanceof JobCancelled) return null;
      throw error;
    }
  }

  private titleOf(wish: VariantWish) {
    switch (wish.kind) {
      case 'point':
        return message('job.quantize', { file: this.file });
      case 'keep-float':
        return message('analysis.keep-float-job', { file: this.file, count: wish.nodes.length });
      case 'reduce':
        return message('reduction.job', { file: this.file });
    }
  }

  private title(code: 'analysis.job' | 'analysis.search-job') {
    return message(code, { file: this.file });
  }

  private async analyzed(): Promise<Analyzed> {
    const { choices } = await this.prepared();
    const folder = vscode.Uri.joinPath(this.services.context.globalStorageUri, 'sensitivity');
    await vscode.workspace.fs.createDirectory(folder);
    return { model: this.model, choices, settings: jobSettings(), cache: folder.fsPath };
  }

  /** What is known of the model, looked at once, with what was chosen last, here or when it was quantized. */
  private async prepared(): Promise<Prepared> {
    this.looking ??= prepare(this.model, this.services, this.ended).catch((error: unknown) => {
      // Why it failed may be gone when it is asked for again.
      this.looking = undefined;
      throw error;
    });
    const { known, choices } = await this.looking;
    const remembered = this.memory.recall(this.model);
    return {
      known: { ...known, remembered: remembered !== undefined },
      choices: initialChoices(known.proposal, remembered, choices.output),
    };
  }
}

/** What tells a model that is made from the one that is open. */
function endingOf(wish: VariantWish): OutputEnding {
  if (wish.kind !== 'reduce') return 'int8';
  return wish.wish.kind === 'low-rank' ? 'low-rank' : 'pruned';
}

/** What a page is told of a failure: a reason for the person, while the rest goes to the log. */
export function reasonFor(error: unknown, { log }: Services): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof JobCancelled) return userError('analysis.cancelled', {});
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return userError('extension.defect', { reason: error instanceof Error ? error.message : String(error) });
}
