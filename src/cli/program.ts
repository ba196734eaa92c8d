import { Command } from 'commander';
import { format, type MessageCode } from '../protocol/messages/catalogue.ts';
import { version } from '../protocol/version.ts';
import { benchCommand } from './commands/bench.ts';
import { addCommand, type Perform } from './commands/command.ts';
import { coverageCommand } from './commands/coverage.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { inspectCommand } from './commands/inspect.ts';
import { curvesCommand } from './commands/curves.ts';
import { factorizeCommand } from './commands/factorize.ts';
import { profileCommand } from './commands/profile.ts';
import { proposeCommand } from './commands/propose.ts';
import { pruneCommand } from './commands/prune.ts';
import { quantizeCommand } from './commands/quantize.ts';
import { addRecipeCommand } from './commands/recipe.ts';
import { addRunRecipe, type PerformEach } from './commands/runRecipe.ts';
import { sensitivityCommand } from './commands/sensitivity.ts';

/** Where a program writes what it says of itself: help, version, and what it did not understand. */
export interface ProgramOutput {
  writeOut(text: string): void;
  writeErr(text: string): void;
  getOutHelpWidth(): number;
  getErrHelpWidth(): number;
}

/** The command line as a whole. Errors of use are thrown as commander's own, and nothing ends the process. */
export function createProgram(perform: Perform, performEach: PerformEach, output: ProgramOutput): Command {
  const text = (code: MessageCode): string => format({ code, args: {} });
  const program = new Command('whittle')
    .description(text('cli.description'))
    .version(version, '-v, --version', text('cli.version'))
    .helpOption('-h, --help', text('cli.help'))
    .helpCommand(false)
    .exitOverride()
    .configureOutput(output)
    .addHelpText('after', `\n${text('cli.examples')}\n\n${text('cli.exit-codes')}`);
  // Subcommands take over how errors end and where they are written: they must be added last.
  addCommand(program, inspectCommand, perform);
  addCommand(program, proposeCommand, perform);
  addCommand(program, quantizeCommand, perform);
  addCommand(program, curvesCommand, perform);
  addCommand(program, pruneCommand, perform);
  addCommand(program, factorizeCommand, perform);
  addRunRecipe(program, performEach);
  addRecipeCommand(program, (text) => output.writeOut(text));
  addCommand(program, coverageCommand, perform);
  addCommand(program, sensitivityCommand, perform);
  addCommand(program, profileCommand, perform);
  addCommand(program, evaluateCommand, perform);
  addCommand(program, benchCommand, perform);
  return program;
}
