import { JobCancelled } from '../jobs/jobCancelled.ts';
import type { JobOf } from '../protocol/job.ts';
import { format, message } from '../protocol/messages/catalogue.ts';
import { isBelowFloor } from '../protocol/result/belowFloor.ts';
import { jobResult, type ResultOf } from '../protocol/result/jobResult.ts';
import { verdict } from '../protocol/result/verdict.ts';
import { UserError } from '../protocol/userError.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import type { Style } from './render/style.ts';
import { table } from './render/table.ts';

type CompressJob = JobOf<'compress'>;
type Made = ResultOf<'compress'>;

/** How each of several models is made, and where it is told. */
export interface InTurn {
  readonly json: boolean;
  readonly out: { write(text: string): unknown };
  readonly style: Style;
  readonly run: (job: CompressJob) => Promise<Made>;
  readonly render: (result: Made, job: CompressJob) => string;
  readonly exitCode: (result: Made) => ExitCode;
  /** Tells why a job failed. */
  readonly explain: (error: unknown) => ExitCode;
}

type Ending =
  | { readonly model: string; readonly code: ExitCode; readonly result: Made }
  | { readonly model: string; readonly code: ExitCode; readonly error: unknown };

/** From the best to the worst. */
const severity: readonly ExitCode[] = [
  exitCode.success,
  exitCode.belowFloor,
  exitCode.failed,
  exitCode.usage,
  exitCode.defect,
];

/**
 * Makes models one after the other. One that fails keeps no other from being made; at the end stands what came of each.
 * @returns the worst code of all
 * @throws JobCancelled which ends them all
 */
export async function eachInTurn(jobs: readonly CompressJob[], options: InTurn): Promise<ExitCode> {
  const { json, out, render } = options;
  const endings: Ending[] = [];
  for (const [index, job] of jobs.entries()) {
    const heading = message('cli.run-next', { number: index + 1, count: jobs.length, model: job.model });
    if (!json) out.write(`${options.style.strong(format(heading))}\n`);
    const ending = await endingOf(job, options);
    if (!json && 'result' in ending) out.write(`${render(ending.result, job)}\n`);
    if (!json) out.write('\n');
    endings.push(ending);
  }
  out.write(`${json ? JSON.stringify(endings.map(stored), undefined, 2) : summary(endings, options.style)}\n`);
  return endings.map(({ code }) => code).reduce(worse, exitCode.success);
}

async function endingOf(job: CompressJob, { run, exitCode: codeOf, explain }: InTurn): Promise<Ending> {
  const { model } = job;
  try {
    const result = await run(job);
    return { model, result, code: codeOf(result) };
  } catch (error) {
    if (error instanceof JobCancelled) throw error;
    return { model, error, code: explain(error) };
  }
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return severity.indexOf(other) > severity.indexOf(one) ? other : one;
}

function stored(ending: Ending): object {
  const { model } = ending;
  if ('result' in ending) return { model, result: jobResult.encode(ending.result) };
  const { error } = ending;
  return { model, error: { ...(error instanceof UserError && error.detail), message: textOf(error) } };
}

function summary(endings: readonly Ending[], style: Style): string {
  const columns = [
    { heading: format(message('cli.run-model', {})) },
    { heading: format(message('cli.run-outcome', {})) },
  ];
  return table(
    columns,
    endings.map((ending) => [ending.model, outcomeText(ending)]),
    style,
  );
}

function outcomeText(ending: Ending): string {
  if (!('result' in ending)) return format(message('cli.run-failed', { reason: textOf(ending.error) }));
  const { report } = ending.result;
  const text = verdict(report);
  return format(isBelowFloor(report) ? message('cli.run-below-floor', { verdict: text }) : text);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
