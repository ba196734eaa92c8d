import * as z from 'zod';
import { childrenOf, flagOf } from '../../protocol/options/leaf.ts';
import { optionText } from '../../protocol/options/parseOption.ts';
import { unwrap } from '../../protocol/options/unwrap.ts';

/** What is to be written on the command line for the value of a schema, so that reading it gives the value again. */
export function writeArguments(schema: z.core.$ZodType, value: unknown): readonly string[] {
  return write('', schema, value);
}

function write(key: string, wrapped: z.core.$ZodType, value: unknown): readonly string[] {
  const { schema, presentation } = unwrap(wrapped);
  if (value === undefined) return [];
  if (presentation !== undefined) {
    const flag = flagOf(key, presentation);
    if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
    return [`--${flag}`, optionText(schema, value)];
  }
  const settings = value as Readonly<Record<string, unknown>>;
  if (schema instanceof z.ZodObject) return writeObject(schema, settings);
  return schema instanceof z.ZodDiscriminatedUnion ? writeVariant(schema, settings) : [];
}

function writeObject(schema: z.ZodObject, settings: Readonly<Record<string, unknown>>): readonly string[] {
  return [...childrenOf(schema)].flatMap(([name, child]) => write(name, child, settings[name]));
}

/** The first variant is what is understood where none is named. */
function writeVariant(schema: z.ZodDiscriminatedUnion, settings: Readonly<Record<string, unknown>>): readonly string[] {
  const key = schema.def.discriminator;
  const variants = schema.options.filter((each) => each instanceof z.ZodObject);
  const index = variants.findIndex((each) => z.safeParse(each.shape[key], settings[key]).success);
  const variant = variants[index];
  if (variant === undefined) return [];
  return writeObject(variant, index === 0 ? { ...settings, [key]: undefined } : settings);
}
