import { CommanderError } from 'commander';
import { JobCancelled } from '../jobs/jobCancelled.ts';
import { runJob } from '../jobs/runJob.ts';
import type { Job } from '../protocol/job.ts';
import { format, message } from '../protocol/messages/catalogue.ts';
import { type Finding, jobResult, type JobResult } from '../protocol/result/jobResult.ts';
import { UserError } from '../protocol/userError.ts';
import { version } from '../protocol/version.ts';
import { benchCommand } from './commands/bench.ts';
import type { JobCommand, Perform } from './commands/command.ts';
import type { PerformEach } from './commands/runRecipe.ts';
import { profileCommand } from './commands/profile.ts';
import { sensitivityCommand } from './commands/sensitivity.ts';
import { eachInTurn } from './eachInTurn.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { withBareJson } from './options/bareJson.ts';
import { UsageError } from './options/usageError.ts';
import { createProgram } from './program.ts';
import { progressDisplay, type ProgressStream } from './progressLine.ts';
import { type ColourStream, styleFor } from './render/style.ts';
import { requireFiles, writeFiles } from './resultFiles.ts';

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
  const perform: Perform = async (command, job, outputs) => {
    requireFiles(outputs);
    const result = await supervised(command, job, surroundings);
    const written = writeFiles(outputs, result);
    out.write(`${outputs.json ? toJson(result) : command.render(result, job, styleFor(out), widthOf(out))}\n`);
    const notices = outputs.json ? err : out;
    for (const file of written) notices.write(`${format(message('cli.written', { file }))}\n`);
    const { code: judged, failures = [], passed } = outputs.verdict?.(result) ?? {};
    for (const failure of failures) err.write(`${styleFor(err).bad(format(failure))}\n`);
    if (passed !== undefined) notices.write(`${format(passed)}\n`);
    code = judged ?? command.exitCode?.(result) ?? exitCode.success;
  };
  const performEach: PerformEach = async (command, jobs, outputs) => {
    const [job] = jobs;
    if (job !== undefined && jobs.length === 1) {
      return perform(command, job, outputs);
    }
    code = await eachInTurn(jobs, {
      ...{ json: outputs.json, out, style: styleFor(out) },
      run: async (each) => supervised(command, each, surroundings),
      render: (result, each) => command.render(result, each, styleFor(out), widthOf(out)),
      exitCode: (result) => command.exitCode?.(result) ?? exitCode.success,
      explain: (error) => explain(error, false, surroundings),
    });
  };
  const writesJson = [sensitivityCommand.name, profileCommand.name, benchCommand.name].includes(args[0] ?? '');
  const understood = writesJson ? withBareJson(args) : args;
  const printsJson = writesJson ? understood.includes('--json=-') : args.includes('--json');
  const program = createProgram(perform, performEach, {
    writeOut: (text) => out.write(text),
    writeErr: (text) => err.write(text),
    getOutHelpWidth: () => out.columns ?? usualWidth,
    getErrHelpWidth: () => err.columns ?? usualWidth,
  });
  try {
    await program.parseAsync(understood, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, printsJson, surroundings);
  }
}

async function supervised<Kind extends Job['kind']>(
  command: JobCommand<Kind>,
  job: Extract<Job, { kind: Kind }>,
  { out, err, worker, signal }: Surroundings,
) {
  const progress = progressDisplay(err);
  const findings: Finding[] = [];
  const isFirst = ({ kind }: Finding): boolean => !findings.some((each) => each.kind === kind);
  try {
    return await runJob<Kind>(job, {
      worker,
      signal,
      onProgress: (each) => progress.update(each),
      onLog: (text) => progress.log(text),
      onFinding: (found) => {
        const text = isFirst(found) ? command.found?.(found) : undefined;
        if (text !== undefined) progress.log(text);
        findings.push(found);
      },
    });
  } catch (error) {
    progress.end();
    const text =
      error instanceof JobCancelled ? command.interrupted?.(findings, styleFor(out), widthOf(out)) : undefined;
    if (text !== undefined) out.write(`${text}\n`);
    throw error;
  } finally {
    progress.end();
  }
}

/** Files and pipes take lines of any length. */
function widthOf({ isTTY, columns }: ProgressStream): number {
  if (isTTY !== true) return Number.POSITIVE_INFINITY;
  return columns === undefined || columns === 0 ? usualWidth : columns;
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
