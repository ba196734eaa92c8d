import type { Command } from 'commander';
import type { Job, JobOf } from '../../protocol/job.ts';
import { format, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { Finding, ResultOf } from '../../protocol/result/jobResult.ts';
import type { ExitCode } from '../exitCode.ts';
import { Assembly, type Given } from '../options/assembly.ts';
import { declareOptions, givenOptions, type Section } from '../options/declare.ts';
import type { Style } from '../render/style.ts';
import type { ResultFiles } from '../resultFiles.ts';

/** A command that makes one kind of job of its options and shows the result. */
export interface JobCommand<Kind extends Job['kind']> {
  readonly name: string;
  readonly help: MessageCode;
  readonly examples: MessageCode;
  readonly sections: readonly Section[];
  /** What it is given; one model unless said otherwise. A name that ends in `...` takes several. */
  readonly argument?: { readonly name: string; readonly help: MessageCode };
  /**
   * @param more what else it is given, where it takes several
   * @throws UsageError where the options do not make a job
   */
  job(model: string, options: Assembly, more: readonly string[]): JobOf<Kind>;
  /** @param width letters in a line; infinite where nobody minds */
  render(result: ResultOf<Kind>, job: JobOf<Kind>, style: Style, width: number): string;
  exitCode?(result: ResultOf<Kind>): ExitCode;
  /** What was given, by flag, where some of it is another word for something else. */
  understand?(given: ReadonlyMap<string, Given>): ReadonlyMap<string, Given>;
  /**
   * Where the result goes beside the terminal. Without it the command has `--json` for standard output.
   * @throws UsageError where the options do not fit
   */
  outputs?(options: Assembly, job: JobOf<Kind>): Outputs<Kind>;
  /** What is said at once of the first finding of a kind. */
  found?(finding: Finding): Message | undefined;
  /** What is shown of what was found until the job was cancelled; undefined where that is nothing. */
  interrupted?(findings: readonly Finding[], style: Style, width: number): string | undefined;
}

/** How the result of a command is given. */
export interface Outputs<Kind extends Job['kind']> extends ResultFiles<Kind> {
  /** On standard output as JSON. */
  readonly json: boolean;
  /** Judges the result, by what was asked for on the command line. */
  readonly verdict?: (result: ResultOf<Kind>) => Verdict;
}

/** What is said of a result on standard error, and with what the program ends. */
export interface Verdict {
  readonly code: ExitCode;
  readonly failures: readonly Message[];
  /** What is said where nothing failed. */
  readonly passed?: Message;
}

/** What is done with the job of a command. */
export type Perform = <Kind extends Job['kind']>(
  command: JobCommand<Kind>,
  job: JobOf<Kind>,
  outputs: Outputs<Kind>,
) => Promise<void>;

/** What a command is called, what it is given, and what its help says. */
export interface Declaration extends Pick<JobCommand<'compress'>, 'name' | 'help' | 'examples' | 'sections'> {
  /** A name that ends in `...` takes several. */
  readonly arguments: readonly { readonly name: string; readonly help: MessageCode }[];
  /** Whether it has `--json` for standard output. */
  readonly json: boolean;
}

/** Declares a command, which does nothing yet. */
export function declareCommand(program: Command, declaration: Declaration): Command {
  const text = (code: MessageCode): string => format({ code, args: {} });
  const added = program.command(declaration.name).description(text(declaration.help));
  for (const { name, help } of declaration.arguments) added.argument(`<${name}>`, text(help));
  declareOptions(added, declaration.sections);
  added.helpOption('-h, --help', text('cli.help')).optionsGroup(text('cli.group-run'));
  if (declaration.json) added.option('--json', text('option.json'));
  return added.addHelpText('after', `\n${text(declaration.examples)}\n\n${text('cli.exit-codes')}`);
}

/** Adds a command to the program. */
export function addCommand<Kind extends Job['kind']>(
  program: Command,
  command: JobCommand<Kind>,
  perform: Perform,
): void {
  const { argument = { name: 'model', help: 'cli.model' } } = command;
  const added = declareCommand(program, { ...command, arguments: [argument], json: command.outputs === undefined });
  added.action(async (argument: string | readonly [string, ...string[]]) => {
    const [model, ...more] = typeof argument === 'string' ? [argument] : argument;
    const given = new Map(command.understand?.(givenOptions(added)) ?? givenOptions(added));
    const json = command.outputs === undefined && given.delete('json');
    const options = new Assembly(given);
    const job = command.job(model, options, more);
    const outputs = command.outputs?.(options, job) ?? { json, files: [], force: false, read: [] };
    options.requireAllUsed();
    await perform(command, job, outputs);
  });
}
