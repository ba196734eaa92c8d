/** Marks for a terminal. Colour is never the only sign. */
export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

/** What a stream must tell to be written to in colour. */
export interface ColourStream {
  readonly isTTY?: boolean | undefined;
  hasColors?(): boolean;
}

/** Colours where the stream is a terminal that has them; Node looks at NO_COLOR and FORCE_COLOR for it. */
export function styleFor(stream: ColourStream): Style {
  const coloured = stream.isTTY === true && stream.hasColors?.() === true && !process.env['NO_COLOR'];
  const wrap =
    (open: number, close: number) =>
    (text: string): string =>
      coloured ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { strong: wrap(1, 22), faint: wrap(2, 22), good: wrap(32, 39), bad: wrap(31, 39) };
}
