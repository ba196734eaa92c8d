import * as z from 'zod';
import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { optionType } from './optionType.ts';
import { parseTexts } from './parseText.ts';
import { problem } from './problem.ts';

/** The value of an option, or what is wrong with the text, as the rest of a sentence that begins with its name. */
export type ParsedOption =
  /** Undefined where the option is left out. */
  { readonly value: unknown } | { readonly problem: Message };

/**
 * What a person wrote into a field for an option, checked. An empty field leaves the option out.
 * @param schema as it stands in its object: with what says that it may be left out, and its default
 */
export function parseOption(schema: z.ZodType, text: string): ParsedOption {
  if (text.trim() === '' && mayBeLeftOut(schema)) return { value: undefined };
  const parsed = schema.safeParse(parseTexts(schema, [text.trim()]), { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  const reason = problem(issue);
  const part = issue.path.join('.');
  return { problem: part === '' ? reason : message('option.problem-part', { part, reason }) };
}

function mayBeLeftOut(schema: z.ZodType): boolean {
  return z.object({ value: schema }).safeParse({}).success;
}

/** A value as a person would write it into a field, so that reading it gives the value again; empty for undefined. */
export function optionText(schema: z.core.$ZodType, value: unknown): string {
  if (value === undefined) return '';
  const { kind } = optionType(schema);
  if (Array.isArray(value)) return value.map(elementText).join(', ');
  if (kind === 'named-values') {
    return Object.entries(value as object)
      .map(([name, size]) => `${name}=${JSON.stringify(size)}`)
      .join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What has several parts is written with colons between. */
function elementText(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.values(value).join(':') : String(value);
}
