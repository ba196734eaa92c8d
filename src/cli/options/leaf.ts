import { z } from 'zod';
import { type OptionPresentation, presentations } from '../../protocol/options/option.ts';

/** A schema without the wrappers that say whether it may be left out, and what those say. */
export interface Unwrapped {
  readonly schema: z.core.$ZodType;
  readonly presentation: OptionPresentation | undefined;
  readonly defaultValue: unknown;
}

/** One option of a command, as its schema describes it. */
export interface Leaf {
  /** Its name behind the two dashes. */
  readonly flag: string;
  /** The key it has in its object. */
  readonly key: string;
  readonly schema: z.core.$ZodType;
  readonly presentation: OptionPresentation;
  readonly defaultValue: unknown;
  /** Where it tells the variants of a union apart: their names. */
  readonly variants: readonly string[];
}

export function unwrap(schema: z.core.$ZodType): Unwrapped {
  let inner = schema;
  let presentation = presentations.get(inner);
  let defaultValue: unknown;
  for (;;) {
    if (inner instanceof z.ZodDefault) defaultValue = inner.def.defaultValue;
    else if (!isWrapper(inner)) return { schema: inner, presentation, defaultValue };
    inner = inner.def.innerType;
    presentation ??= presentations.get(inner);
  }
}

type Wrapper = z.ZodOptional | z.ZodExactOptional | z.ZodNonOptional | z.ZodPrefault;

function isWrapper(schema: z.core.$ZodType): schema is Wrapper {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodPrefault
  );
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
    const variant = schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
    const variants = [...new Set([...(leaves.get(flag)?.variants ?? []), ...variant])];
    leaves.set(flag, { flag, key, schema, presentation, defaultValue, variants });
  } else if (schema instanceof z.ZodObject) {
    for (const [name, child] of childrenOf(schema)) collect(name, child, leaves);
  } else if (schema instanceof z.ZodDiscriminatedUnion) {
    for (const variant of schema.options) collect(key, variant, leaves);
  }
}
