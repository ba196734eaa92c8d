import * as z from 'zod';
import { unwrap } from './unwrap.ts';

/** What an option takes, as far as it matters for asking for it. */
export type OptionType =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly whole: boolean }
  | { readonly kind: 'text' }
  /** Separated by commas. */
  | { readonly kind: 'list'; readonly of: 'numbers' | 'texts' }
  /** Values by name: `name=224`, separated by commas. */
  | { readonly kind: 'named-values' }
  /** Settings by name, as JSON. */
  | { readonly kind: 'json' };

/** The type of an option by its schema. */
export function optionType(wrapped: z.core.$ZodType): OptionType {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', choices: Object.values(schema.def.entries).map(String) };
  if (schema instanceof z.ZodLiteral) return { kind: 'choice', choices: [...schema.values].map(String) };
  if (schema instanceof z.ZodNumber) return { kind: 'number', whole: schema.format === 'safeint' };
  if (schema instanceof z.ZodArray) {
    return { kind: 'list', of: unwrap(schema.element).schema instanceof z.ZodNumber ? 'numbers' : 'texts' };
  }
  if (schema instanceof z.ZodRecord) {
    return { kind: unwrap(schema.valueType).schema instanceof z.ZodObject ? 'json' : 'named-values' };
  }
  return { kind: 'text' };
}
