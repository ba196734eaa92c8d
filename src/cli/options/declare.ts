import { type Command, Option } from 'commander';
import { z } from 'zod';
import { format, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { Given } from './assembly.ts';
import { type Leaf, leavesOf, unwrap } from './leaf.ts';

/** Options that stand together in the help, under a heading. */
export interface Section {
  readonly heading: MessageCode;
  readonly schemas: readonly z.core.$ZodType[];
}

/** Gives a command the options that schemas describe. One that is in several schemas stands where it comes first. */
export function declareOptions(command: Command, sections: readonly Section[]): void {
  const seen = new Set<string>();
  for (const { heading, schemas } of sections) {
    for (const leaf of schemas.flatMap((schema) => [...leavesOf(schema).values()])) {
      if (seen.has(leaf.flag)) continue;
      seen.add(leaf.flag);
      for (const option of commandOptions(leaf)) {
        command.addOption(option.helpGroup(format({ code: heading, args: {} })));
      }
    }
  }
}

/** What was really written, by flag: neither defaults nor what was left out. */
export function givenOptions(command: Command): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>();
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli') continue;
    given.set(option.name().replace(/^no-/, ''), command.getOptionValue(name) as Given);
  }
  return given;
}

/** A switch that is neither on nor off by itself has a flag for each. */
function commandOptions(leaf: Leaf): readonly Option[] {
  const { flag, schema, presentation, defaultValue } = leaf;
  const help = format({ code: presentation.help, args: {} });
  if (schema instanceof z.ZodBoolean) {
    const off = new Option(`--no-${flag}`, format({ code: 'cli.switch-off', args: { help } }));
    if (defaultValue === true) return [off];
    const on = new Option(`--${flag}`, help);
    return defaultValue === false ? [on] : [on, off.hideHelp()];
  }
  const short = presentation.short === undefined ? '' : `-${presentation.short}, `;
  const option = new Option(`${short}--${flag} <${placeholder(leaf)}>`, help);
  // What was there before is the default, which is no list, or what the same option was given already.
  option.argParser((text: string, before: unknown) => [...(Array.isArray(before) ? (before as string[]) : []), text]);
  const choices = choicesOf(leaf);
  // Shown only: the schema refuses other values, in the words of the catalogue.
  if (choices.length > 0) option.argChoices = [...choices];
  if (isWorthShowing(defaultValue)) option.default(defaultValue, String(defaultValue));
  return [option];
}

function isWorthShowing(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function choicesOf({ schema, variants }: Pick<Leaf, 'schema' | 'variants'>): readonly string[] {
  return schema instanceof z.ZodEnum ? Object.values(schema.def.entries).map(String) : variants;
}

function placeholder(leaf: Leaf): string {
  const { schema, presentation } = leaf;
  if (presentation.value !== undefined) return presentation.value;
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodArray) return unwrap(schema.element).schema instanceof z.ZodNumber ? 'numbers' : 'list';
  if (schema instanceof z.ZodRecord) return 'json';
  return choicesOf(leaf).length > 0 ? 'name' : 'text';
}
