import { CommanderError } from 'commander';
import { JobCancelled } from '../jobs/jobCancelled.ts';
import { runJob } from '../jobs/runJob.ts';
import type { Job } from '../protocol/job.ts';
import { format, message } from '../protocol/messages/catalogue.ts';
import { jobResult, type JobResult } from '../protocol/result/jobResult.ts';
import { UserError } from '../protocol/userError.ts';
import { version } from '../protocol/version.ts';
import type { Perform } from './commands/command.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { UsageError } from './options/usageError.ts';
import { createProgram } from './program.ts';
import { progressDisplay, type ProgressStream } from './progressLine.ts';
import { type ColourStream, styleFor } from './render/style.ts';

/** What the command line is run with. */
export interface Surroundings {
  /** For results. */
  readonly out: ProgressStream & ColourStream;
  /** For progress and errors. */
  readonly err: ProgressStream & ColourStream;
  /** The program of the background process. */
  readonly worker: string;
  /** Cancels what is running. */
  readonly signal: AbortSignal;
}

/** Letters in a line where nobody says. */
const usualWidth = 80;

/** Runs one command line and says with what the program should end. @param args without the names of Node and program */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { out, err } = surroundings;
  let code: ExitCode = exitCode.success;
  const perform: Perform = async (command, job, json) => {
    const result = await supervised(job, surroundings);
    out.write(`${json ? toJson(result) : command.render(result, job, styleFor(out))}\n`);
    code = command.exitCode?.(result) ?? exitCode.success;
  };
  const program = createProgram(perform, {
    writeOut: (text) => out.write(text),
    writeErr: (text) => err.write(text),
    getOutHelpWidth: () => out.columns ?? usualWidth,
    getErrHelpWidth: () => err.columns ?? usualWidth,
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, args.includes('--json'), surroundings);
  }
}

async function supervised<Kind extends Job['kind']>(
  job: Extract<Job, { kind: Kind }>,
  { err, worker, signal }: Surroundings,
) {
  const progress = progressDisplay(err);
  try {
    return await runJob<Kind>(job, {
      worker,
      signal,
      onProgress: (each) => progress.update(each),
      onLog: (text) => progress.log(text),
    });
  } finally {
    progress.end();
  }
}

function toJson(result: JobResult): string {
  return JSON.stringify(jobResult.encode(result), undefined, 2);
}

/** Tells what went wrong, and with what the program should end. */
function explain(error: unknown, json: boolean, { out, err }: Surroundings): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.success : exitCode.usage;
  const style = styleFor(err);
  if (error instanceof JobCancelled) {
    err.write(`${format(message('cli.cancelled', {}))}\n`);
    return exitCode.cancelled;
  }
  if (error instanceof UserError) {
    err.write(`${style.bad(format(message('cli.error', { text: error.message })))}\n`);
    if (json) out.write(`${JSON.stringify({ error: { ...error.detail, message: error.message } }, undefined, 2)}\n`);
    return error instanceof UsageError ? exitCode.usage : exitCode.failed;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err.write(`${style.bad(format(message('cli.defect', { version })))}\n${stack}\n`);
  return exitCode.defect;
}
