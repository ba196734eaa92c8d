import * as z from 'zod';
import { unwrap } from '../options/unwrap.ts';

/** The settings that there are at a place in a value of a schema; none where it is not a place of settings. */
export function possibleSettings(
  schema: z.core.$ZodType,
  value: unknown,
  place: readonly PropertyKey[],
): readonly string[] {
  const inner = variantOf(unwrap(schema).schema, value);
  const [key, ...rest] = place;
  if (key === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const child = childOf(inner, key);
  return child === undefined ? [] : possibleSettings(child, valueAt(value, key), rest);
}

/** Of what may have one of several forms, the form that the value says it has. */
function variantOf(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const chosen = schema.options.find(
    (each) =>
      each instanceof z.ZodObject &&
      z.safeParse(unwrap(each.shape[discriminator] as z.core.$ZodType).schema, valueAt(value, discriminator)).success,
  );
  return chosen === undefined ? schema : unwrap(chosen).schema;
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  return (Object(value) as Readonly<Record<PropertyKey, unknown>>)[key];
}

function childOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)] as z.core.$ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}
