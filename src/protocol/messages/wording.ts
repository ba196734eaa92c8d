import type { ArgumentsOf, MessageCode } from './catalogue.ts';
import type { Message } from './message.ts';

/** Texts in English by their code, once the catalogue is loaded: it is large, and whoever starts quickly loads it later. */
let english: Readonly<Record<string, string>> = {};

/** Called by the catalogue. */
export function registerTexts(texts: Readonly<Record<string, string>>): void {
  english = texts;
}

/** A message with its values checked against the placeholders of its text. */
export function message<Code extends MessageCode>(code: Code, args: ArgumentsOf<Code>): Message {
  return { code, args };
}

/** The text of a message, its placeholders filled in; an unknown code is shown as it is, with its values. */
export function format(text: Message, texts: Readonly<Record<string, string>> = english): string {
  const template = texts[text.code] ?? english[text.code];
  if (template === undefined) return `${text.code} ${JSON.stringify(text.args)}`;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = text.args[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? format(value, texts) : String(value);
  });
}
