import * as z from 'zod';
import type { MessageCode } from '../messages/catalogue.ts';

/** How an option looks to a person, wherever it is shown: in the help of the command line, in a form, in a recipe. */
export interface OptionPresentation {
  /** Code of its help text in the message catalogue. */
  readonly help: MessageCode;
  /** Its name on the command line, where that is not its key in kebab-case. */
  readonly flag?: string;
  /** One letter for the command line. */
  readonly short?: string;
  /** What stands for the value in `--flag <value>`; taken from the type when left out. */
  readonly value?: string;
}

/** The presentation of every schema that is an option of its own. */
export const presentations = z.registry<OptionPresentation>();

/** Gives a schema its presentation. What an option accepts, its name, its default and its help are written in one place. */
export function option<Schema extends z.ZodType>(schema: Schema, presentation: OptionPresentation): Schema {
  presentations.add(schema, presentation);
  return schema;
}
