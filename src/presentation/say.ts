import { catalogue, format } from '../protocol/messages/catalogue.ts';
import type { Message } from '../protocol/messages/message.ts';

/** Texts of a language, by their codes. */
export type Texts = Readonly<Record<string, string>>;

/** What a message is in the language of whoever reads; other texts, such as names, stay as they are. */
export type Say = (text: string | Message) => string;

/** Speaks the language of these texts. */
export function sayIn(texts: Texts = catalogue): Say {
  return (text) => (typeof text === 'string' ? text : format(text, texts));
}
