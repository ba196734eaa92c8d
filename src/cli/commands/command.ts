import type { Command } from 'commander';
import type { Job, JobOf } from '../../protocol/job.ts';
import { format, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { ExitCode } from '../exitCode.ts';
import { Assembly } from '../options/assembly.ts';
import { declareOptions, givenOptions, type Section } from '../options/declare.ts';
import type { Style } from '../render/style.ts';

/** A command that makes one kind of job of its options and shows the result. */
export interface JobCommand<Kind extends Job['kind']> {
  readonly name: string;
  readonly help: MessageCode;
  readonly examples: MessageCode;
  readonly sections: readonly Section[];
  /** @throws UsageError where the options do not make a job */
  job(model: string, options: Assembly): JobOf<Kind>;
  render(result: ResultOf<Kind>, job: JobOf<Kind>, style: Style): string;
  exitCode?(result: ResultOf<Kind>): ExitCode;
}

/** What is done with the job of a command; `json` says how its result is shown. */
export type Perform = <Kind extends Job['kind']>(
  command: JobCommand<Kind>,
  job: JobOf<Kind>,
  json: boolean,
) => Promise<void>;

/** Adds a command to the program. */
export function addCommand<Kind extends Job['kind']>(
  program: Command,
  command: JobCommand<Kind>,
  perform: Perform,
): void {
  const text = (code: MessageCode): string => format({ code, args: {} });
  const added = program.command(command.name).description(text(command.help));
  added.argument('<model>', text('cli.model'));
  declareOptions(added, command.sections);
  added.helpOption('-h, --help', text('cli.help')).optionsGroup(text('cli.group-run'));
  added.option('--json', text('option.json'));
  added.addHelpText('after', `\n${text(command.examples)}\n\n${text('cli.exit-codes')}`);
  added.action(async (model: string) => {
    const given = new Map(givenOptions(added));
    const json = given.delete('json');
    const options = new Assembly(given);
    const job = command.job(model, options);
    options.requireAllUsed();
    await perform(command, job, json);
  });
}
