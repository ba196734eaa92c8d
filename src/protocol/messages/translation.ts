import type { Placeholders } from './message.ts';

/** Texts by their code. */
export type Texts = Readonly<Record<string, string>>;

/**
 * What a text must be to stand for another: any wording and any order of the same placeholders. Where it has others, the
 * type is a sentence that the compiler then quotes.
 */
type Counterpart<Original, Text> = Original extends string
  ? Text extends string
    ? [Placeholders<Original>, Placeholders<Text>] extends [Placeholders<Text>, Placeholders<Original>]
      ? Text
      : Expected<Placeholders<Original>>
    : string
  : never;

/** No text is of this type. (A literal type would do, but makes the compiler blame every text at once.) */
interface Mistake<Explanation extends string> {
  readonly expected: Explanation;
}

type Expected<Names extends string> = [Names] extends [never]
  ? Mistake<'a text without placeholders'>
  : Mistake<`a text with {${Names}}`>;

/** Every text of `Others` faithful to the original of its code, and no code that has none. */
type Counterparts<Originals extends Texts, Others extends Texts> = {
  readonly [Code in keyof Others]: Code extends keyof Originals
    ? Counterpart<Originals[Code], Others[Code]>
    : Mistake<'there is no such code in the original'>;
};

/** The codes that have no counterpart. */
type Missing<Originals extends Texts, Others extends Texts> = Readonly<
  Record<Exclude<keyof Originals, keyof Others>, string>
>;

/**
 * The same texts in another language. It does not compile when a code is missing or unknown, or when a text has other
 * placeholders than the original.
 */
export function translation<const Originals extends Texts, const Translated extends Texts>(
  _originals: Originals,
  translated: Translated & Counterparts<Originals, Translated> & Missing<Originals, Translated>,
): Translated {
  return translated;
}

/**
 * Other wordings for some of the texts. It does not compile when a code is unknown, or when a text has other placeholders
 * than the original.
 */
export function rewording<const Originals extends Texts, const Reworded extends Texts>(
  _originals: Originals,
  reworded: Reworded & Counterparts<Originals, Reworded>,
): Reworded {
  return reworded;
}
