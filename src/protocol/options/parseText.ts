import * as z from 'zod';
import { dataOptions } from './data.ts';
import { unwrap } from './unwrap.ts';

/**
 * What was written for an option, as the value that its schema expects. Text that does not look like it stays text, for
 * the schema to refuse. An option that was given more than once has several texts.
 */
export function parseTexts(wrapped: z.core.$ZodType, texts: readonly string[]): unknown {
  const { schema, presentation } = unwrap(wrapped);
  const last = texts.at(-1) ?? '';
  if (presentation?.value === 'seconds') return parseSeconds(last);
  if (schema instanceof z.ZodArray) {
    return texts.flatMap(splitList).map((text) => parseElement(schema.element, text));
  }
  if (schema instanceof z.ZodRecord) {
    const value = unwrap(schema.valueType).schema;
    if (value instanceof z.ZodObject) return parseJson(last);
    return Object.fromEntries(texts.flatMap(splitList).map(parsePair));
  }
  // Data that is given by its path alone is read like the rest.
  if (schema === dataOptions) return { kind: 'auto', path: last };
  return parseElement(schema, last);
}

function parseElement(wrapped: z.core.$ZodType, text: string): unknown {
  const { schema } = unwrap(wrapped);
  if (schema instanceof z.ZodNumber) return parseNumber(text);
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (schema instanceof z.ZodObject) {
    const parts = text.split(':');
    return Object.fromEntries(Object.keys(schema.shape).map((key, index) => [key, parts[index]]));
  }
  return text;
}

/** `name=224`, `name=1x3x224x224` or `name=[1,3]`; the name may have equals signs itself. */
function parsePair(text: string): readonly [string, unknown] {
  const at = text.lastIndexOf('=');
  const name = text.slice(0, at);
  const value = text.slice(at + 1);
  if (at < 0) return [text, ''];
  const whole = /^\[.*\]$/.test(value);
  const sizes = value.replace(/^\[|\]$/g, '').split(/[x,]/);
  return [name, whole || sizes.length > 1 ? sizes.map(parseNumber) : parseNumber(value)];
}

const secondsIn = { s: 1, m: 60, min: 60, h: 3600 } as const;

/** `90`, `90s`, `1.5m` or `1m30s`, in seconds. */
function parseSeconds(text: string): unknown {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?|\.\d+)\s*(min|[smh])\s*/gy)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  if (parts.length === 0 || length < text.length) return parseNumber(text);
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * secondsIn[unit as keyof typeof secondsIn], 0);
}

function parseNumber(text: string): unknown {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Splits at commas, but not inside of braces or brackets: those belong to a glob or a shape. */
function splitList(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${letter}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
