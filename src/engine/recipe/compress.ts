import path from 'node:path';
import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { requireApart, requireWritable } from '../../protocol/outputFile.ts';
import { defaultReport } from '../../protocol/outputName.ts';
import { relativeTo, withPaths } from '../../protocol/recipes/paths.ts';
import { samplesNeed } from '../../protocol/recipes/samplesNeed.ts';
import type { Coverage } from '../../protocol/result/coverage.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { Report } from '../../protocol/result/report.ts';
import { compareLatency } from '../benchmark/compareLatency.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { checkTarget, saveModel } from '../onnx/save.ts';
import { environment } from '../report/environment.ts';
import { describeModelFiles } from '../report/modelFiles.ts';
import { reductionWarnings } from '../report/reductionWarnings.ts';
import { gainWarnings, verify } from '../report/verify.ts';
import { storedReport } from '../report/storedReport.ts';
import type { JobContext } from './context.ts';
import { inputFiles } from './inputFiles.ts';
import { makeModel, type MadeModel } from './makeModel.ts';
import { PendingOutput } from './pendingOutput.ts';
import { firstFeeds, type JobSamples, openSamples } from './samples.ts';
import { passContextOf, Steps } from './steps.ts';

type CompressJob = JobOf<'compress'>;

/** Expected shares of the time of what does not depend on the number of samples. */
const fixed = { opening: 0.02, writing: 0.03, timing: 0.12, hashing: 0.05 };
const variable = 1 - fixed.opening - fixed.writing - fixed.timing - fixed.hashing;

/** Expected shares of the time; calibrating observes one model, verifying runs two. */
function sharesFor({ calibration, evaluation }: JobSamples) {
  const measured = 2 * (calibration?.size ?? 0) + 1;
  const compared = 1.5 * evaluation.size + 1;
  const passes = (variable * measured) / (measured + compared);
  return { ...fixed, passes, verifying: variable - passes };
}

/**
 * Makes a model from another by a recipe: opens, runs the passes, writes, compares what was written with the original, and
 * only then gives it its name. A report of everything lies beside it. The original is never touched; where anything fails,
 * nothing is left.
 * @throws UserError for whatever the person can put right
 */
export async function compress(job: CompressJob, context: JobContext): Promise<ResultOf<'compress'>> {
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), fixed.opening);
  const original = openModel(job.model);
  try {
    const reportFile = job.output.report ?? defaultReport(job.output.path);
    requireOutputs(job, original, reportFile);
    using pending = new PendingOutput(job.output.path);
    const calibrates = job.recipe.passes.some((pass) => samplesNeed(pass) !== 'none');
    const samples = await openSamples(job, original, calibrates);
    const made = await make(original, job, samples, steps, context);

    steps.begin(message('stage.writing', {}), fixed.writing);
    saveModel(made.model, pending.model, {
      externalData: job.output.externalData,
      onProgress: (fraction) => steps.update(message('stage.writing', {}), fraction),
    });
    const report = await judgeResult(job, { original, pending, samples, made, steps, context, reportFile });
    pending.accompany(reportFile, storedReport(report));
    pending.publish();
    return { kind: 'compress', report, reportFile };
  } finally {
    original.close();
  }
}

/** @throws UserError where the outputs cannot be written, or are files that the job reads */
function requireOutputs(job: CompressJob, original: Model, report: string) {
  const {
    output,
    model,
    recipeFile,
    data,
    verify: { evaluation },
  } = job;
  checkTarget(original, output.path, output.force);
  const recipe = recipeFile === undefined ? [] : [recipeFile.path];
  const read = [model, ...recipe, ...inputFiles(data), ...inputFiles(evaluation)];
  requireWritable(output.path, output.force);
  requireApart(output.path, read);
  requireWritable(report, output.force);
  requireApart(report, read);
}

/** Runs the passes of the recipe on samples that are not those which the result is judged by. */
async function make(
  original: Model,
  { recipe, run, verify: { metrics } }: CompressJob,
  samples: JobSamples,
  steps: Steps,
  context: JobContext,
): Promise<MadeModel> {
  const judged = { original, dataset: samples.evaluation, heldOut: samples.heldOut, metrics };
  const made = await makeModel(original, recipe.passes, (share) => {
    steps.begin(message('stage.preparing', {}), sharesFor(samples).passes * share);
    return { dataset: samples.calibration, judged, context: passContextOf(context, steps, run) };
  });
  const { coverage } = made;
  if (coverage !== undefined) context.finding({ kind: 'coverage', coverage });
  return made;
}

interface Written {
  readonly original: Model;
  readonly pending: PendingOutput;
  readonly samples: JobSamples;
  readonly made: MadeModel;
  readonly steps: Steps;
  readonly context: JobContext;
  readonly reportFile: string;
}

/** Compares what was written with the original, in accuracy and speed, and gathers everything in a report. */
async function judgeResult(job: CompressJob, written: Written): Promise<Report> {
  const { original, pending, samples, made, steps, context, reportFile } = written;
  const { threads } = job.run;
  const { signal } = context;
  const { coverage, reductions, outcomes, layers } = made;
  steps.begin(message('stage.verifying', {}), sharesFor(samples).verifying);
  const { accuracy, floor, warnings } = await verify({
    ...{ original, file: pending.model, dataset: samples.evaluation, heldOut: samples.heldOut },
    ...{ quantized: coverage !== undefined, options: job.verify, threads, signal },
    onProgress: (fraction) => steps.update(message('stage.verifying', {}), fraction),
  });
  const mixed = outcomes.at(-1)?.mixed;
  const timed = job.verify.latency && !isForeign(coverage);
  const latency = timed ? await measureLatency(written, threads) : undefined;

  steps.begin(message('stage.hashing', {}), fixed.hashing);
  const base = path.dirname(path.resolve(reportFile));
  const input = await describeModelFiles(job.model, base);
  const output = await describeModelFiles(pending.model, path.dirname(path.resolve(pending.model)));
  const gains = {
    ...{ input, output },
    ...(latency !== undefined && { latency }),
    ...(reductions.length > 0 && { reductions }),
  };
  return {
    ...{ format: 'whittle-report', version: 1, created: new Date().toISOString() },
    ...gains,
    output: { ...output, path: relativeTo(base)(job.output.path) },
    ...makingOf(job, base),
    ...(coverage !== undefined && { coverage }),
    ...{ accuracy, layers },
    ...(floor !== undefined && { floor }),
    ...(mixed !== undefined && { mixed }),
    notes: distinct([...samples.notes, ...outcomes.flatMap(({ notes }) => notes), ...foreignNotes(coverage)]),
    warnings: [
      ...[...warnings, ...(mixed?.warnings ?? []), ...samples.warnings],
      ...[...gainWarnings(gains), ...reductionWarnings(gains)],
    ],
    timings: steps.end(),
    ...environment(),
  };
}

/** Passes of one recipe find the same. */
function distinct(notes: readonly Message[]): readonly Message[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

/** With what a model was made, so that it can be made again. @param folder of the report, which paths are relative to */
function makingOf({ recipe, recipeFile, data, verify, run }: CompressJob, folder: string) {
  const local = relativeTo(folder);
  const { passes, ...rest } = withPaths({ passes: recipe.passes, verify, ...(data !== undefined && { data }) }, local);
  return {
    ...{ recipe: { passes }, ...rest, run },
    ...(recipeFile !== undefined && { recipeFile: { ...recipeFile, path: local(recipeFile.path) } }),
  };
}

/** Whether the model was made for a machine that this one cannot stand for. */
function isForeign(coverage: Coverage | undefined): boolean {
  return coverage?.target?.verified === false;
}

function foreignNotes(coverage: Coverage | undefined): readonly Message[] {
  if (!isForeign(coverage)) return [];
  return [message('verify.foreign-target', { preset: coverage?.target?.preset ?? '' })];
}

async function measureLatency({ original, pending, samples, steps, context }: Written, threads: number | undefined) {
  steps.begin(message('stage.timing', {}), fixed.timing);
  const feeds = await firstFeeds(samples.evaluation);
  const onProgress = (fraction: number): void => steps.update(message('stage.timing', {}), fraction);
  return compareLatency(original, pending.model, feeds, { threads, signal: context.signal, onProgress });
}
