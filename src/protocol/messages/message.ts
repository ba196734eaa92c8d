/** The names between braces in a message text: `'{file} is empty'` gives `'file'`. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** Values for every placeholder of a text, and for nothing else. */
export type MessageArguments<Text extends string> = Readonly<Record<Placeholders<Text>, MessageArgument>>;

/** What stands in a placeholder: a name, a figure, or a message, which is translated with the text around it. */
export type MessageArgument = string | number | Message;

/** A text a person reads, by its code and values, so that it can be shown in any language. */
export interface Message {
  readonly code: string;
  readonly args: Readonly<Record<string, MessageArgument>>;
}
