import { type Command, Option } from 'commander';
import type * as z from 'zod';
import { format, type MessageCode } from '../../protocol/messages/catalogue.ts';
import { type Leaf, leavesOf } from '../../protocol/options/leaf.ts';
import type { Given } from './assembly.ts';

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
  const { flag, type, presentation, defaultValue } = leaf;
  const help = format({ code: presentation.help, args: {} });
  if (type.kind === 'switch') {
    const off = new Option(`--no-${flag}`, format({ code: 'cli.switch-off', args: { help } }));
    if (defaultValue === true) return [off];
    const on = new Option(`--${flag}`, help);
    return defaultValue === false ? [on] : [on, off.hideHelp()];
  }
  const short = presentation.short === undefined ? '' : `-${presentation.short}, `;
  const option = new Option(`${short}--${flag} <${placeholder(leaf)}>`, help);
  // What was there before is the default, which is no list, or what the same option was given already.
  option.argParser((text: string, before: unknown) => [...(Array.isArray(before) ? (before as string[]) : []), text]);
  // Shown only: the schema refuses other values, in the words of the catalogue.
  if (type.kind === 'choice') option.argChoices = [...type.choices];
  if (isWorthShowing(defaultValue)) option.default(defaultValue, String(defaultValue));
  return [option];
}

function isWorthShowing(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function placeholder({ type, presentation }: Leaf): string {
  if (presentation.value !== undefined) return presentation.value;
  switch (type.kind) {
    case 'number':
      return 'number';
    case 'list':
      return type.of === 'numbers' ? 'numbers' : 'list';
    case 'json':
    case 'named-values':
      return 'json';
    case 'choice':
      return 'name';
    case 'text':
    case 'switch':
      return 'text';
  }
}
