import * as z from 'zod';
import { type OptionPresentation, presentations } from './option.ts';

/** A schema without the wrappers that say whether it may be left out, and what those say. */
export interface Unwrapped {
  readonly schema: z.core.$ZodType;
  readonly presentation: OptionPresentation | undefined;
  readonly defaultValue: unknown;
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
