import * as z from 'zod';
import type { OptionPresentation } from './option.ts';
import { type OptionType, optionType } from './optionType.ts';
import { unwrap } from './unwrap.ts';

/** One option, as its schema describes it: what a command line or a form shows and asks for. */
export interface Leaf {
  /** Its name on the command line, behind the two dashes. */
  readonly flag: string;
  /** The key it has in its object. */
  readonly key: string;
  /** Without the wrappers that say whether it may be left out. */
  readonly schema: z.core.$ZodType;
  readonly type: OptionType;
  readonly presentation: OptionPresentation;
  /** Undefined where there is none. */
  readonly defaultValue: unknown;
}

/** The command line's name of the option with this key: `weightType` is `weight-type`. */
export function flagOf(key: string, presentation: OptionPresentation): string {
  return presentation.flag ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The schemas of an object's keys, in the order in which they were written. */
export function childrenOf(schema: z.ZodObject): ReadonlyMap<string, z.core.$ZodType> {
  return new Map(Object.entries(schema.shape));
}

/** Every option that a schema describes, at any depth, by its flag. Variants of a union share options of one name. */
export function leavesOf(schema: z.core.$ZodType): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect('', schema, leaves);
  return leaves;
}

function collect(key: string, wrapped: z.core.$ZodType, leaves: Map<string, Leaf>): void {
  const { schema, presentation, defaultValue } = unwrap(wrapped);
  if (presentation !== undefined) {
    const flag = flagOf(key, presentation);
    leaves.set(flag, { flag, key, schema, type: sharedType(schema, leaves.get(flag)), presentation, defaultValue });
  } else if (schema instanceof z.ZodObject) {
    for (const [name, child] of childrenOf(schema)) collect(name, child, leaves);
  } else if (schema instanceof z.ZodDiscriminatedUnion) {
    for (const variant of schema.options) collect(key, variant, leaves);
  }
}

/** What tells the variants of a union apart is a choice among all of their names. */
function sharedType(schema: z.core.$ZodType, other: Leaf | undefined): OptionType {
  const type = optionType(schema);
  if (type.kind !== 'choice' || other?.type.kind !== 'choice') return type;
  return { kind: 'choice', choices: [...new Set([...other.type.choices, ...type.choices])] };
}
